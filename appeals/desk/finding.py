"""From the words of an address or a search field to an appeal."""

from django.http import Http404

from appeals.lookup import one, typed
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from tenants.accounts.actor import Actor

__all__ = ["carded", "one", "typed", "visible"]


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
        .select_related("applicant", "merged_into", "call")
    )
