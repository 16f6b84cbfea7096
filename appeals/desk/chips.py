"""Filters as words over the list: «Тема: прорыв на сетях · Район: Ленинский»."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appeals import catalogue, digits, labels
from appeals.desk.filters import Filters
from appeals.desk.forms.filter import HALL_STATES, STATES
from appeals.models import Category, Crew, Sector


def words(filters: Filters) -> list[str]:
    """Each filter in words; a name is asked for only where a code stands for it."""
    return [str(_said(name, value)) for name, value in filters]


def _said(name: str, value: str) -> str:
    if name == "state":
        return str({**HALL_STATES, **STATES}.get(value, _("все открытые"))).lower()
    if name == "category":
        theme = Category.objects.filter(code=value).first()
        return theme.name if theme else value
    if name == "sector":
        sector = Sector.objects.filter(code=value).first()
        return str(sector) if sector else value
    if name == "service":
        names = {service.code: service.name for service in catalogue.services()}
        return names[value].in_language(get_language() or "ru") if value in names else value
    if name == "district":
        return _("%(name)s район") % {"name": value}
    if name == "street":
        return value
    if name == "crew":
        crew_id = digits.key(value)
        crew = Crew.objects.filter(pk=crew_id).first() if crew_id is not None else None
        return str(crew) if crew else _("без бригады")
    if name == "control":
        return _("контроль от ур. %(level)s") % {"level": value}
    if name == "overdue":
        return _("просрочены")
    if name == "channel":
        return str(labels.CHANNELS[value])
    return f"«{value}»"
