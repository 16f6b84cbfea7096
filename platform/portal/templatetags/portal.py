"""{% load portal %}: what only the residents' pages need."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from appeals import catalogue, labels, masking, moderated, questions
from appeals.models import Appeal
from design.templatetags.design import masked
from portal import guard as guarding
from portal.look import answered
from portal.regime import Choice, choice

register = template.Library()


@register.filter
def hiding(text: str) -> SafeString:
    """Words kept as they were typed, for everybody: phones, flats and names as black bars."""
    return masked(masking.masked(text or ""))


@register.filter
def hidden_photo(code: str) -> str:
    """What stands in place of a photo that the city hid."""
    return moderated.photo_note(code)


@register.filter
def service(code: str) -> str:
    """A service of a house by its name."""
    for known in catalogue.services():
        if known.code == code:
            return known.name.in_language(get_language() or "ru")
    return code


@register.filter
def service_shape(code: str) -> str:
    """The shape beside a service."""
    return labels.SERVICE_SHAPES.get(code, "warn")


@register.simple_tag(takes_context=True)
def regime_choice(context: template.Context) -> Choice:
    """Whether this visitor may file under 59-ФЗ, and the next step if not."""
    return choice(context["request"])


@register.filter
def width(share: float) -> str:
    """How wide a bar of this share is drawn: 0.943 → 94.3%."""
    return f"{100 * share:.1f}%"


@register.simple_tag(takes_context=True)
def guard(context: template.Context) -> guarding.Fields:
    """What the form carries against programs; the same in every place of one page."""
    request: Any = context["request"]
    if not hasattr(request, "guard_fields"):
        request.guard_fields = guarding.fields(request)
    found: guarding.Fields = request.guard_fields
    return found


@register.filter
def worded(names: Mapping[str, str]) -> str:
    """Names kept by language, in the language of the page."""
    return questions.word(names, get_language() or "ru")


@register.simple_tag
def answers_of(appeal: Appeal, own: bool = False) -> list[dict[str, str]]:
    """What was answered to the questions of the theme, for everybody or for the applicant."""
    if appeal.is_silenced and not own:
        return []
    told = answered(appeal.answers, public=True)
    return told + answered(appeal.answers, public=False) if own else told
