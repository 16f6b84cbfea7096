"""What one's own side has written beside an appeal, and whether one follows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.actions import colleagues
from appeals.models import Appeal, Follower, Note
from tenants.accounts.actor import Actor

_MOST = 50


@dataclass(frozen=True, slots=True)
class Aside:
    """Private notes, newest first; who may be called by name; whether this person follows."""

    notes: Sequence[Note]
    people: Sequence[str]
    follows: bool


def read(appeal: Appeal, actor: Actor) -> Aside:
    """Three statements, each by an index of the appeal or of one's own side."""
    notes = Note.objects.readable_by(actor).filter(appeal=appeal).order_by("-id")
    return Aside(
        notes=list(notes[:_MOST]),
        people=list(colleagues.colleagues(actor).values()),
        follows=Follower.objects.filter(appeal=appeal, user_id=actor.user_id or 0).exists(),
    )
