"""Forms of onboarding; what may be taken, the actions say."""

from typing import Any, cast

from django import forms

from appeals import catalogue
from appeals.desk.forms.fields import line, text
from appeals.desk.settings.fields import Plain
from appeals.terms import CLOCKS
from onboarding.organisations import scope
from onboarding.organisations.agreements import terms
from onboarding.organisations.kinds import KINDS


def day(label: str, *, required: bool = True) -> forms.DateField:
    """A day of the calendar with sentences of our own."""
    wrong = f"{label}: введите день, например 24.11.2026."
    return forms.DateField(
        label=label,
        required=required,
        error_messages={"invalid": wrong, "required": wrong},
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


_SERVICES = [(one.code, one.name.ru) for one in catalogue.services()]


class ScopeFields(Plain):
    """Services, and of which houses; the houses themselves are chosen beside (HousePick)."""

    services = forms.MultipleChoiceField(
        label="Услуги", choices=_SERVICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    houses = forms.ChoiceField(
        label="Дома",
        choices=list(scope.HOUSES.items()),
        required=False,
        widget=forms.RadioSelect,
        initial=scope.ALL,
    )


class InvitationForm(ScopeFields):
    """An organisation and whom the letter goes to."""

    kind = forms.ChoiceField(
        label="Что за организация",
        choices=[(code, kind.title) for code, kind in KINDS.items() if code != "resource"],
    )
    name = line("Полное название", autocomplete="off")
    short_name = line("Короткое название", autocomplete="off")
    inn = line("ИНН", inputmode="numeric", autocomplete="off")
    ogrn = line("ОГРН", inputmode="numeric", autocomplete="off")
    head_name = line("Руководитель", autocomplete="off")
    email = line("Почта руководителя", inputmode="email", autocomplete="off")
    phone = line("Телефон", inputmode="tel", autocomplete="off")
    emergency_phone = line("Круглосуточный телефон", inputmode="tel", autocomplete="off")

    field_order = (
        *("kind", "name", "short_name", "inn", "ogrn"),
        *("head_name", "email", "phone", "emergency_phone", "services", "houses"),
    )


class DetailsForm(Plain):
    """What an agreement says of the organisation, and how it is reached."""

    name = line("Полное название", autocomplete="organization")
    short_name = line("Короткое название")
    inn = line("ИНН", inputmode="numeric")
    ogrn = line("ОГРН", inputmode="numeric")
    address = line("Юридический адрес")
    head_position = line("Должность руководителя")
    head_name = line("Фамилия, имя, отчество руководителя")
    basis = line("На основании чего действует")
    licence = line("Лицензия")
    email = line("Почта организации", inputmode="email")
    phone = line("Телефон", inputmode="tel")
    emergency_phone = line("Круглосуточный телефон", inputmode="tel")


class AgreementForm(ScopeFields):
    """What an agreement says beside its text; `last_day` is the last day on which it holds."""

    since = day("Действует с")
    last_day = day("Действует по", required=False)
    accept = forms.ChoiceField(label="Принять в работу", required=False)
    localise = forms.ChoiceField(label="Локализовать аварию", required=False)
    resolve = forms.ChoiceField(label="Устранить", required=False)
    answer = forms.ChoiceField(label="Ответить", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for clock in CLOCKS:
            chosen = str((self.initial or {}).get(clock, ""))
            cast("forms.ChoiceField", self.fields[clock]).choices = terms.choices(clock, chosen)


class PaperForm(Plain):
    """An agreement signed on paper before."""

    number = line("Номер")
    since = day("Действует с")
    last_day = day("Действует по", required=False)


class EndForm(Plain):
    """The end of an agreement."""

    since = day("Не действует с")
    reason = text("Причина")


class PartyForm(Plain):
    """The city's side of every agreement."""

    name = line("Администрация")
    inn = line("ИНН", inputmode="numeric")
    ogrn = line("ОГРН", inputmode="numeric")
    address = line("Адрес")
    head_position = line("Должность подписывающего")
    head_name = line("Кто подписывает")
    basis = line("На основании чего")


class TemplateForm(Plain):
    """A text of agreements."""

    title = line("Название документа")
    text = text("Текст", rows=30)
