"""{% load portal %}: what only the residents' pages need."""

from django import template
from django.utils.safestring import SafeString

from appeals import masking
from design.templatetags.design import masked

register = template.Library()


@register.filter
def hiding(text: str) -> SafeString:
    """Words kept as they were typed, for everybody: phones, flats and names as black bars."""
    return masked(masking.masked(text or ""))
