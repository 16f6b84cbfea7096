"""What an organisation's people are told: a line for the summary, and at once for who asked for it.

A водоканал gets hundreds of tasks a day: nobody there is written to about each, unless they wish.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from appeals.models import Appeal, DigestLine, Member, Preference
from appeals.notifications import kinds, pages, post
from appeals.notifications.post import Person

EVENTS = ("assigned", "returned", "breach", "emergency")
SUBJECTS = {
    "assigned": "{number}: новая задача",
    "returned": "{number}: возвращено, проблема не решена",
    "breach": "{number}: срок нарушен",
    "emergency": "{number}: аварийная заявка",
}
# Whose work the summary is about; crews have their list on the phone.
READERS = (Member.HEAD, Member.DISPATCHER)


def event_of(payload: dict[str, Any]) -> str:
    """Which event of an organisation this record of the journal is; empty: none."""
    if not payload.get("organisation"):
        return ""
    if payload["kind"] == "breach":
        return "breach"
    if payload["kind"] == "reopen":
        return "returned"
    if payload["to"] == "assigned" and payload["from"] != "assigned":
        return "assigned"
    return ""


def write(payloads: list[dict[str, Any]], *, at: datetime) -> None:
    """Note each for the summary of its organisation, and tell at once who chose that."""
    events = [(event, payload) for payload in payloads if (event := event_of(payload))]
    if not events:
        return
    DigestLine.objects.bulk_create(
        [
            DigestLine(
                organisation_id=payload["organisation"],
                event=event,
                appeal_id=payload["appeal"],
                journal_id=payload["event"],
                at=at,
            )
            for event, payload in events
        ],
        ignore_conflicts=True,
    )
    wishes = _wishes({payload["organisation"] for _, payload in events})
    if not wishes:
        return
    appeals = Appeal.objects.in_bulk({payload["appeal"] for _, payload in events})
    for event, payload in events:
        appeal = appeals[payload["appeal"]]
        if event == "assigned" and appeal.is_emergency:
            event = "emergency"
        for user_id in wishes[payload["organisation"], event]:
            _tell(user_id, appeal, event, payload["event"], at)


def _tell(user_id: int, appeal: Appeal, event: str, record: int, at: datetime) -> None:
    post.send(
        to=Person(user_id),
        event=event,
        key=f"appeal:{appeal.pk}:{record}:{user_id}",
        subject=SUBJECTS[event].format(number=appeal.number),
        text=f"Адрес: {appeal.address}." if appeal.house_id else "",
        link=pages.of_staff(appeal),
        at=at,
        appeal=appeal.pk,
    )


def _wishes(organisations: Iterable[int]) -> dict[tuple[int, str], list[int]]:
    """Who of these organisations wants which event at once; usually nobody."""
    people = dict(
        Member.objects.working()
        .filter(organisation__in=organisations, position__in=READERS)
        .values_list("user_id", "organisation_id")
    )
    said = Preference.objects.filter(
        ~Q(channel=kinds.DIGEST),
        owner__in=[f"user:{user_id}" for user_id in people],
        event__in=EVENTS,
        is_wanted=True,
    )
    wishes: dict[tuple[int, str], list[int]] = defaultdict(list)
    for owner, event in said.values_list("owner", "event").distinct():
        user_id = int(owner.removeprefix("user:"))
        wishes[people[user_id], event].append(user_id)
    return wishes
