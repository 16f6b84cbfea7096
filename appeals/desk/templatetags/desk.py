"""{% load desk %}: what only the staff screens need."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from appeals import catalogue, labels
from appeals.access import contact_is_open
from appeals.insight import shifts
from appeals.masking import masked
from appeals.models import Appeal, Site
from tenants.accounts.actor import Actor

register = template.Library()

# As on the signs of houses: the board has no room for the whole word.
_SHORT_KINDS = {
    "улица": "ул.",
    "проспект": "пр-кт",
    "переулок": "пер.",
    "проезд": "пр-д",
    "бульвар": "б-р",
    "площадь": "пл.",
    "набережная": "наб.",
    "шоссе": "ш.",
}


@register.simple_tag
def site_name(code: str) -> str:
    """The site whose form an appeal came from: its name, and the code that stands on the site."""
    name = Site.objects.filter(code=code).values_list("name", flat=True).first()
    return f"{name} ({code})" if name else code


@register.simple_tag
def keyed(
    bound: BoundField, key: str = "", big: bool = False, short: bool = False, hint: bool = False
) -> SafeString:
    """A field of the call's card with the key that leads to it."""
    classes = ["input", *(["big"] if big else []), *(["input-short"] if short else [])]
    attributes = {"class": " ".join(classes), "data-key": key}
    described = [f"{bound.id_for_label}-hint"] if hint else []
    if bound.errors:
        attributes["aria-invalid"] = "true"
        described.insert(0, f"{bound.id_for_label}-error")
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs={**bound.field.widget.attrs, **attributes})


@register.filter
def kilometres(metres: float) -> str:
    """A distance as people say it: 400 м, 1,8 км, 12 км."""
    if metres < 950:
        return _("%(n)d м") % {"n": max(50, round(metres / 50) * 50)}
    if metres < 9950:
        return _("%(n)s км") % {"n": f"{metres / 1000:.1f}".replace(".", ",")}
    return _("%(n)d км") % {"n": round(metres / 1000)}


@register.simple_tag
def place(appeal: Appeal) -> SafeString:
    """Where, in one line of the board: when it is narrow the street is cut, the house never."""
    where = appeal.address or appeal.landmark or _("без адреса")
    street, comma, house = where.partition(", ")
    if not (comma and appeal.address):
        return format_html('<span class="addr cut">{}</span>', where)
    kind, _space, name = street.partition(" ")
    return format_html(
        '<span class="addr addr-split"><span class="cut">{} {}</span><span>, {}</span></span>',
        _SHORT_KINDS.get(kind, kind),
        name,
        house.removeprefix("д. "),
    )


@register.simple_tag
def where(appeal: Appeal, actor: Actor, otherwise: str = "") -> str:
    """Where it is; people write flats and phones into it, covered while the contact is not open."""
    words = appeal.address or appeal.landmark or otherwise
    return words if contact_is_open(appeal, actor) else masked(words)


@register.filter
def moment(text: str) -> datetime | None:
    """A moment kept as text in a snapshot."""
    return parse_datetime(text) if text else None


@register.filter
def snapshot_parts(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """The lists of a handover with their titles, in the order in which they are read aloud."""
    return [
        {
            "title": title,
            "lines": snapshot.get(name) or [],
            "goes_on": snapshot.get(f"{name}_more", False),
        }
        for name, title in shifts.PARTS.items()
    ]


@register.simple_tag
def service_name(code: str) -> str:
    """A service of the house × service matrix as people call it."""
    names = {service.code: service.name for service in catalogue.services()}
    known = names.get(code)
    return known.in_language(get_language() or "ru") if known else code


@register.filter
def service(code: str) -> str:
    """The same where a filter is needed."""
    return service_name(code)


@register.filter
def outage_kind(code: str) -> str:
    """«авария», «плановые работы», «ежегодная профилактика»."""
    return str(labels.OUTAGES.get(code, code))


_UPDATES = {
    "opened": ("flame", gettext_lazy("Авария открыта")),
    "told": ("note", gettext_lazy("Сообщено всем")),
    "localised": ("tick", gettext_lazy("Локализована")),
    "restored": ("resolved", gettext_lazy("Услугу подали")),
    "closed": ("closed", gettext_lazy("Закрыта, услугу подали")),
    "dismissed": ("no", gettext_lazy("Снята")),
}


@register.filter
def update_title(kind: str) -> str:
    """What an update of an incident is called."""
    return str(_UPDATES[kind][1]) if kind in _UPDATES else ""


@register.filter
def update_shape(kind: str) -> str:
    """The shape beside an update of an incident."""
    return _UPDATES[kind][0] if kind in _UPDATES else "dot"


@register.filter
def service_shape(code: str) -> str:
    """The shape beside a service."""
    return labels.SERVICE_SHAPES.get(code, "warn")
