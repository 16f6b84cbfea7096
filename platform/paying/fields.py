"""Fields of money's forms: sums, days, numbers of organisations, each with a sentence of its own."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from billing import amounts
from billing.bank import accounts
from billing.bank.errors import WrongNumber
from onboarding import inn as numbers

_LONG = 300
_DAY = ["%Y-%m-%d", "%d.%m.%Y"]
# What a contract, a payment or a paper may be dated; beyond it a year was mistyped.
_FIRST, _LAST = date(2020, 1, 1), date(2100, 12, 31)


class MoneyField(forms.CharField):
    """A sum as people write it; cleaned to kopecks, None where it may be left empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, may_be_nothing: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_be_nothing = may_be_nothing

    def clean(self, value: Any) -> Any:
        """Kopecks.

        Raises:
            ValidationError: it is no sum, or nothing.
        """
        written = super().clean(value)
        if not written:
            return None
        try:
            kopecks = amounts.kopecks(written)
        except amounts.WrongAmount as error:
            raise ValidationError(str(error)) from error
        if not (kopecks or self.may_be_nothing):
            raise ValidationError("Сумма должна быть больше нуля.")
        return kopecks


class NumberField(forms.CharField):
    """A number with control digits of its own: ИНН, ОГРН, КПП, БИК."""

    def __init__(self, label: str, check: Callable[[str], str], *, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=40,
            error_messages={"required": f"{label}: введите номер."},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        self.check_number = check

    def clean(self, value: Any) -> str:
        """Digits alone.

        Raises:
            ValidationError: such a number cannot exist.
        """
        written = super().clean(value)
        if not written:
            return ""
        try:
            return self.check_number(written)
        except (WrongNumber, numbers.WrongNumber) as error:
            raise ValidationError(str(error)) from error


def money(label: str, *, required: bool = True, may_be_nothing: bool = False) -> MoneyField:
    """A sum."""
    return MoneyField(
        label=label,
        required=required,
        may_be_nothing=may_be_nothing,
        error_messages={"required": f"{label}: введите сумму."},
    )


def words(label: str, *, required: bool = True) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=_LONG,
        error_messages={
            "required": f"{label}: напишите, пусто оставить нельзя.",
            "max_length": "Слишком длинно: поместится 300 знаков.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def whole(label: str, *, most: int, required: bool = True) -> forms.IntegerField:
    """A whole number that is not below nothing."""
    wrong = f"{label}: введите целое число от 0 до {most}."
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def text(label: str, *, required: bool = False) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=2000,
        error_messages={"required": f"{label}: напишите, пусто оставить нельзя."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def day(label: str, *, required: bool = True) -> forms.DateField:
    """A day of the years in which there can be anything to pay."""
    wrong = f"{label}: введите день, например 24.11.2026."
    far = f"{label}: год от {_FIRST.year} до {_LAST.year}, четырьмя цифрами."
    return forms.DateField(
        label=label,
        required=required,
        error_messages={"invalid": wrong, "required": wrong},
        input_formats=_DAY,
        validators=[MinValueValidator(_FIRST, far), MaxValueValidator(_LAST, far)],
        widget=forms.DateInput(
            attrs={"type": "date", "min": f"{_FIRST}", "max": f"{_LAST}"}, format="%Y-%m-%d"
        ),
    )


def inn(*, required: bool = True) -> NumberField:
    """An ИНН."""
    return NumberField("ИНН", numbers.inn, required=required)


def ogrn() -> NumberField:
    """An ОГРН."""
    return NumberField("ОГРН", numbers.ogrn)


def kpp() -> NumberField:
    """A КПП; an entrepreneur has none."""
    return NumberField("КПП", accounts.kpp, required=False)
