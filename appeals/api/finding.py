"""From the words of a request to an appeal: missing and somebody else's are never told apart."""

from __future__ import annotations

from appeals import lookup
from appeals.errors import NotFound
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from tenants.accounts.actor import Actor


def numbered(text: str, among: AppealQuerySet) -> Appeal:
    """The appeal with this number, in Latin or Cyrillic letters, among those that may be seen.

    Raises:
        NotFound
    """
    appeal = lookup.one(text, among)
    if appeal is None:
        raise NotFound
    return appeal


def readable(actor: Actor) -> AppealQuerySet:
    """What this caller may read: the public ones, and their own work."""
    return Appeal.objects.public() | Appeal.objects.visible_to(actor)
