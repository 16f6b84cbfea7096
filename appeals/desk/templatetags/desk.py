"""{% load desk %}: what only the staff screens need."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def keyed(bound: BoundField, key: str = "", big: bool = False, short: bool = False) -> SafeString:
    """A field of the call's card with the key that leads to it."""
    classes = ["input", *(["big"] if big else []), *(["input-short"] if short else [])]
    attributes = {"class": " ".join(classes), "data-key": key}
    if bound.errors:
        attributes |= {"aria-invalid": "true", "aria-describedby": f"{bound.id_for_label}-error"}
    return bound.as_widget(attrs={**bound.field.widget.attrs, **attributes})


@register.filter
def kilometres(metres: float) -> str:
    """A distance as people say it: 400 м, 1,8 км, 12 км."""
    if metres < 950:
        return _("%(n)d м") % {"n": max(50, round(metres / 50) * 50)}
    if metres < 9950:
        return _("%(n)s км") % {"n": f"{metres / 1000:.1f}".replace(".", ",")}
    return _("%(n)d км") % {"n": round(metres / 1000)}
