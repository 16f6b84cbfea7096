"""From the words of an address or a search field to an appeal."""

from datetime import date

from django.http import Http404

from appeals import numbering
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.numbering import Number
from tenants.accounts.actor import Actor
from tenants.isolation import scope

_SERIAL_DIGITS = 9


def visible(number: str, actor: Actor) -> Appeal:
    """The appeal with everything its page names, if this person may see it.

    Raises:
        Http404: missing, or somebody else's.
    """
    found = one(number, carded(actor))
    if found is None:
        raise Http404
    return found


def carded(actor: Actor) -> AppealQuerySet:
    """What this person may see, with all that a card names."""
    return Appeal.objects.visible_to(actor).with_card().select_related("applicant", "merged_into")


def one(number: str, among: AppealQuerySet) -> Appeal | None:
    """The one with this number, in either alphabet."""
    tenant = scope.require()
    parsed = numbering.parse(number, tenant.code, tenant.latin_code)
    return among.numbered(parsed).first() if parsed else None


def typed(text: str, today: date) -> Number | None:
    """A number as people type it: whole, without the city's letters, or this year's serial alone."""
    tenant = scope.require()
    text = text.strip().lstrip("№ ")
    if text.isascii() and text.isdecimal() and len(text) <= _SERIAL_DIGITS:
        return Number(today.year, int(text))
    return numbering.parse(text, tenant.code, tenant.latin_code) or numbering.parse(
        f"{tenant.code}-{text}", tenant.code
    )
