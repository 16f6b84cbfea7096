"""What is asked of an outage. Fields carry the names of the action's arguments."""

from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from appeals import access, catalogue, labels
from appeals.actions.register_outage import KINDS, SERVICES
from appeals.desk.forms.fields import line, text
from appeals.models import Organisation
from tenants.accounts.actor import Actor

_FORMAT = "%Y-%m-%dT%H:%M"


def moment(label: Any, *, required: bool = False) -> forms.DateTimeField:
    """A date and a time of the city's clock."""
    return forms.DateTimeField(
        label=label,
        required=required,
        input_formats=[_FORMAT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT),
        error_messages={
            "required": _("Укажите дату и время."),
            "invalid": _("Укажите дату и время: 22.11.2026 14:30."),
        },
    )


def services() -> list[tuple[str, str]]:
    """What can be off, by name."""
    names = {s.code: s.name.in_language(get_language() or "ru") for s in catalogue.services()}
    return [(code, names.get(code, code)) for code in SERVICES]


class OutageForm(forms.Form):
    """A new outage; the desk names the organisation, an organisation is its own."""

    kind = forms.ChoiceField(
        label=_("Вид"),
        choices=[(kind, labels.OUTAGES[kind]) for kind in KINDS],
        widget=forms.Select(attrs={"autofocus": True}),
    )
    service = forms.ChoiceField(label=_("Что отключено"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Кто устраняет"),
        required=False,
        empty_label=_("Не указано"),
        error_messages={"invalid_choice": _("Такой организации нет. Выберите из списка.")},
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    reason = line(_("Причина, её увидят жители"))
    public_words = text(_("Что ещё знать жителям"), rows=2)
    starts_at = moment(_("Начало"), required=True)
    forecast_at = moment(_("Прогноз окончания"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["service"]).choices = services()
        if access.answers_for_work(actor):
            del self.fields["organisation"]
        else:
            field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
            field.queryset = Organisation.objects.order_by("short_name", "name")
        self.use_required_attribute = False


class OutageChange(forms.Form):
    """What changes while it goes on."""

    reason = line(_("Причина, её увидят жители"))
    public_words = text(_("Что ещё знать жителям"), rows=2)
    starts_at = moment(_("Начало"), required=True)
    forecast_at = moment(_("Прогноз окончания"))


class OutageEnd(forms.Form):
    """When the service was back."""

    ended_at = moment(_("Подали на деле"), required=True)
