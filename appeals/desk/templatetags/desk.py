"""{% load desk %}: what only the staff screens need."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def keyed(bound: BoundField, key: str = "", big: bool = False, short: bool = False) -> SafeString:
    """A field of the call's card with the key that leads to it."""
    classes = ["input", *(["big"] if big else []), *(["input-short"] if short else [])]
    attributes = {"class": " ".join(classes), "data-key": key}
    if bound.errors:
        attributes |= {"aria-invalid": "true", "aria-describedby": f"{bound.id_for_label}-error"}
    return bound.as_widget(attrs={**bound.field.widget.attrs, **attributes})
