"""Forms of onboarding; what may be taken, the actions say."""

from django import forms

from appeals import catalogue
from appeals.desk.forms.fields import line
from appeals.desk.settings.fields import Plain
from onboarding.organisations import scope
from onboarding.organisations.kinds import KINDS

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
