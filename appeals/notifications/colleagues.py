"""Telling colleagues: who was called in a note, and who follows an appeal.

A message says where to look and never what the note says: it leaves the city's walls.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals import labels
from appeals.access import actor_of
from appeals.actions.colleagues import TOPIC as MENTION
from appeals.actions.colleagues import followers_of
from appeals.models import Appeal, Note
from appeals.notifications import pages, post
from appeals.notifications.post import Person
from appeals.outbox import TOPIC
from tenants.accounts.models import User
from tenants.fanout.topics import handles

# A follower is told of moves; notes of the journal that change nothing for them are left out.
_QUIET = frozenset({"photo", "cause", "contractor"})


@handles(MENTION)
def call_by_name(payloads: list[dict[str, Any]]) -> None:
    """Tell those who were named in a note where it stands; once each, however often delivered."""
    with transaction.atomic():
        for payload in payloads:
            note = Note.objects.select_related("appeal").filter(pk=payload["note"]).first()
            if note is None:
                continue
            readers = _seeing(payload["users"], note.appeal)
            for user in readers:
                if not Note.objects.readable_by(actor_of(user)).filter(pk=note.pk).exists():
                    continue
                post.send(
                    to=Person(user_id=user.pk, name=user.name),
                    event="mention",
                    key=f"note:{note.pk}:{user.pk}",
                    subject=f"Вас зовут в заметке к обращению {note.appeal.number}",
                    text=f"{note.author_name} оставил для вас заметку. Она открывается в системе.",
                    link=pages.of_staff(note.appeal),
                    at=timezone.now(),
                )


@handles(TOPIC)
def tell_followers(payloads: list[dict[str, Any]]) -> None:
    """Tell those who follow an appeal of its move, if they still may see it."""
    wanted = [p for p in payloads if p["kind"] not in _QUIET and p["kind"] != "register"]
    if not wanted:
        return
    with transaction.atomic():
        followers = followers_of({p["appeal"] for p in wanted})
        appeals = Appeal.objects.in_bulk(followers)
        for payload in wanted:
            appeal = appeals.get(payload["appeal"])
            if appeal is not None and payload["appeal"] in followers:
                _tell(appeal, payload, _seeing(followers[payload["appeal"]], appeal))


def _tell(appeal: Appeal, payload: Mapping[str, Any], people: Sequence[User]) -> None:
    done = str(labels.EVENTS.get(payload["kind"], "Изменилось"))
    for user in people:
        post.send(
            to=Person(user_id=user.pk, name=user.name),
            event="followed",
            key=f"followed:{appeal.pk}:{payload['event']}:{user.pk}",
            subject=f"{appeal.number}: {done.lower()}",
            text=f"Вы следите за обращением {appeal.number}. {done}.",
            link=pages.of_staff(appeal),
            at=timezone.now(),
        )


def _seeing(users: Sequence[int], appeal: Appeal) -> list[User]:
    """Those of them who can sign in and may see the appeal now."""
    people = User.objects.filter(pk__in=users, is_active=True).order_by("pk")
    return [
        user
        for user in people
        if Appeal.objects.worked_by(actor_of(user)).filter(pk=appeal.pk).exists()
    ]
