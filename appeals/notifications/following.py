"""News for those who follow: found by the thing, told some hundreds at a time, each person once.

What happened comes by the topics of appeals, outages and incidents; where anybody follows, it is put
into a topic of its own, so that ten thousand followers of a district hold up nobody else's letters.
A slice is one message of the outbox and puts the next one: killed anywhere, it goes on from there.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from appeals.actions.incident_parts import TOPIC as INCIDENT
from appeals.actions.register_outage import TOPIC as OUTAGE
from appeals.models import Appeal, Following
from appeals.notifications import post, stories
from appeals.notifications.post import News, Person
from appeals.notifications.stories import Story
from appeals.outbox import TOPIC as APPEAL
from tenants.fanout import outbox
from tenants.fanout.topics import handles

TOPIC = "following"
# Followers of one message of the outbox, and of one turn of statements.
SLICE, BATCH = 1000, 500


@handles(APPEAL)
def note_appeals(payloads: list[dict[str, Any]]) -> None:
    """Pass on what is new at a followed place and every step of a followed appeal."""
    wanted = [p for p in payloads if p["kind"] == "register" or p["kind"] in stories.STEPS]
    if not wanted:
        return
    with transaction.atomic():
        appeals = stories.appeals({payload["appeal"] for payload in wanted})
        things = {
            thing
            for appeal in appeals.values()
            for thing in (*stories.places_of(appeal), (Following.APPEAL, str(appeal.pk)))
        }
        followed = _followed(things)
        outbox.put_all(
            TOPIC,
            [
                {"news": "step", "appeal": p["appeal"], "event": p["event"], "kind": p["kind"]}
                if p["kind"] != "register"
                else {"news": "new", "appeal": p["appeal"]}
                for p in wanted
                if (appeal := appeals.get(p["appeal"])) and followed & _of(appeal, p["kind"])
            ],
        )


@handles(OUTAGE)
def note_outages(payloads: list[dict[str, Any]]) -> None:
    """Pass on what goes off, comes back or is forecast anew at a followed house."""
    with transaction.atomic():
        outbox.put_all(TOPIC, [{"news": "outage", **payload} for payload in payloads])


@handles(INCIDENT)
def note_incidents(payloads: list[dict[str, Any]]) -> None:
    """Pass on each word about an incident at a followed house."""
    with transaction.atomic():
        outbox.put_all(TOPIC, [{"news": "incident", **payload} for payload in payloads])


@handles(TOPIC)
def spread(payloads: list[dict[str, Any]]) -> None:
    """Tell a slice of the followers, and pass the rest on."""
    for payload in payloads:
        with transaction.atomic():
            story = stories.of(payload)
            if story is None:
                continue
            rows = story.rows.filter(pk__gt=payload.get("after", 0)).order_by("pk")[:SLICE]
            wishes = list(rows)
            for start in range(0, len(wishes), BATCH):
                _tell(story, wishes[start : start + BATCH], at=timezone.now())
            if len(wishes) == SLICE:
                outbox.put(TOPIC, {**payload, "after": wishes[-1].pk})


def _tell(story: Story, wishes: Collection[Following], *, at: datetime) -> None:
    """One message a person, in the language in which they asked."""
    for language in {wish.language for wish in wishes}:
        with translation.override(language):
            subject, text = story.words()
            news = [
                News(person, f"{story.key}:{digest}", subject, text, story.link, wish.pk)
                for wish in wishes
                if wish.language == language
                and (digest := post.digest_of(person := person_of(wish))) not in story.others
            ]
        post.send_all(news, event=story.event, at=at, appeal=story.appeal_id)


def person_of(wish: Following) -> Person:
    """Whom a wish tells."""
    return Person(user_id=wish.user_id, email=wish.email)


def _of(appeal: Appeal, kind: str) -> set[tuple[str, str]]:
    """What of an appeal this record is news of."""
    if kind == "register":
        return set(stories.places_of(appeal))
    return {(Following.APPEAL, str(appeal.pk))}


def _followed(things: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these things that anybody follows; one statement."""
    wanted = Q(pk__in=[])
    by_kind: dict[str, list[str]] = {}
    for what, thing in things:
        by_kind.setdefault(what, []).append(thing)
    for what, some in by_kind.items():
        wanted |= Q(what=what, thing__in=some)
    return set(Following.objects.filter(wanted).values_list("what", "thing").distinct())
