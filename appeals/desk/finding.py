"""From the words of an address or a search field to an appeal."""

import re

from django.http import Http404

from appeals.lookup import one, typed
from appeals.models import Appeal, Incident
from appeals.models.appeal import AppealQuerySet
from tenants.accounts.actor import Actor

__all__ = ["carded", "incident", "one", "typed", "visible"]

# «А-117» in either alphabet.
_INCIDENT = re.compile(r"\s*№?\s*[AА]?-?(\d{1,9})\s*", re.IGNORECASE)


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
    return (
        Appeal.objects.visible_to(actor)
        .with_card()
        .select_related("applicant", "merged_into", "call", "statutory")
    )


def incident(number: str, actor: Actor) -> Incident:
    """The mass incident with this number, if this person may see it.

    Raises:
        Http404: missing, or somebody else's.
    """
    typed_number = _INCIDENT.fullmatch(number[:32])
    rows = Incident.objects.visible_to(actor).select_related(
        "category", "organisation", "continues", "outage"
    )
    found = rows.filter(serial=int(typed_number[1])).first() if typed_number else None
    if found is None:
        raise Http404
    return found
