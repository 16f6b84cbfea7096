"""The form of a list's filters; every field may stay empty."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from appeals import catalogue, labels
from appeals.desk.forms.fields import line
from appeals.models import Category, Crew, House
from tenants.accounts.actor import Actor

STATES: Mapping[str, Any] = {
    "accept": _("Ждут принятия"),
    "work": _("В работе"),
    "crews": _("У бригад"),
    "aside": _("Отложены"),
}
HALL_STATES: Mapping[str, Any] = {
    "unassigned": _("Без исполнителя"),
    "waiting": _("Ждут принятия"),
    "work": _("В работе"),
    "returned": _("Возвращены"),
    "questions": _("Нужны сведения"),
    "postponed": _("Отложены"),
}
Choices = list[tuple[Any, Any]]


def _select(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False)


class FilterForm(forms.Form):
    """Sent by GET: its values stand in the address of the list."""

    use_required_attribute = False

    state = _select(_("Состояние"))
    category = _select(_("Тема"))
    sector = _select(_("Отрасль"))
    service = _select(_("Услуга"))
    district = _select(_("Район"))
    street = line(_("Улица"), autocomplete="off")
    crew = _select(_("Бригада"))
    control = _select(_("Контроль"))
    overdue = _select(_("Срок"))
    channel = _select(_("Откуда"))
    text = line(_("Слова"), autocomplete="off")

    def __init__(self, actor: Actor, **kwargs: Any) -> None:
        super().__init__(auto_id="filter-%s", **kwargs)
        themes = list(Category.objects.for_filing())
        sectors = {theme.sector.code: str(theme.sector) for theme in themes}
        language = get_language() or "ru"
        districts = House.objects.exclude(district="").values_list("district", flat=True)
        known: dict[str, Choices] = {
            "state": list((STATES if actor.organisation_id else HALL_STATES).items()),
            "category": _branches(themes),
            "sector": list(sectors.items()),
            "service": [(s.code, s.name.in_language(language)) for s in catalogue.services()],
            "district": [(name, name) for name in sorted(districts.order_by().distinct())],
            "crew": _crews(actor),
            "control": [("1", _("уровень 1 и выше")), ("2", _("уровень 2 и выше"))],
            "overdue": [("1", _("просрочен"))],
            "channel": list(labels.CHANNELS.items()),
        }
        for name, choices in known.items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("любая") if name in _FEMININE else _("любой")), *choices]
        for name in ("street", "text"):
            self.fields[name].widget.attrs["class"] = "input"
        if not actor.organisation_id:
            del self.fields["crew"]


_FEMININE = frozenset({"category", "sector", "service", "crew"})


def _branches(themes: list[Category]) -> Choices:
    groups: dict[str, list[tuple[str, str]]] = {}
    for theme in themes:
        branch = theme.parent.name if theme.parent else str(theme.sector)
        groups.setdefault(branch, []).append((theme.code, theme.name))
    return list(groups.items())


def _crews(actor: Actor) -> Choices:
    if actor.organisation_id is None:
        return []
    crews = Crew.objects.filter(organisation_id=actor.organisation_id, is_active=True)
    return [("none", _("без бригады")), *crews.order_by("name").values_list("pk", "name")]
