"""Fields of accounts with our labels, hints and sentences."""

from typing import Any

from allauth.account.fields import EmailField, PasswordField, PhoneField, SetPasswordField
from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.accounts import phones

PASSWORD_HINT = _("Не короче 10 знаков. Хорошо подходит фраза из нескольких слов.")


class RussianPhoneField(forms.CharField):
    """A phone in any spelling; kept as +7 and ten digits."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Телефон"))
        options.setdefault(
            "widget",
            forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        )
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> str:
        """The phone in its one spelling.

        Raises:
            ValidationError: it is none of a Russian subscriber.
        """
        return phones.normal(str(super().clean(value) or ""))


def speak(form: forms.BaseForm) -> None:
    """Give allauth's fields our words; what only repeats the label goes."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, EmailField):
            field.label = _("Электронная почта")
            field.error_messages["required"] = _("Введите адрес почты")
            field.error_messages["invalid"] = _(
                "Адрес почты с ошибкой. Он выглядит так: ivanova@mail.ru"
            )
        elif isinstance(field, PasswordField):
            new = name == "password1"
            field.label = _("Новый пароль") if new else _("Пароль")
            field.help_text = PASSWORD_HINT if new or isinstance(field, SetPasswordField) else ""
            field.error_messages["required"] = (
                _("Придумайте пароль") if new else _("Введите пароль")
            )
        elif isinstance(field, PhoneField | RussianPhoneField):
            field.label = _("Телефон")
        elif name == "code":
            field.label = _("Код")
            field.error_messages["required"] = _("Введите код")


class Speaking:
    """A form of allauth's that speaks our language."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self)  # type: ignore[arg-type]
