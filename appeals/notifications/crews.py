"""What a crew cannot settle by itself, told at once to the people of its organisation."""

from datetime import datetime
from typing import Any

from django.db import transaction

from appeals.models import Appeal, Member
from appeals.notifications import pages, post
from appeals.notifications.post import Person
from appeals.notifications.staff import READERS
from appeals.outbox import TOPIC
from tenants.fanout.topics import handles

SUBJECTS = {
    "crew_help": "{number}: бригаде нужна помощь",
    "give_back": "{number}: бригада не смогла выполнить",
    "crew_report": "{number}: отчёт бригады пришёл позже, решите, что с ним делать",
}


@handles(TOPIC)
def call_for_help(payloads: list[dict[str, Any]]) -> None:
    """A message to the head and the dispatchers of the organisation that holds the appeal."""
    calls = [each for each in payloads if each["kind"] in SUBJECTS and each.get("organisation")]
    if not calls:
        return
    with transaction.atomic():
        appeals = Appeal.objects.in_bulk({call["appeal"] for call in calls})
        for call in calls:
            for user_id in _readers(call["organisation"]):
                _tell(user_id, appeals[call["appeal"]], call)


def _readers(organisation_id: int) -> list[int]:
    return list(
        Member.objects.working()
        .filter(organisation_id=organisation_id, position__in=READERS)
        .values_list("user_id", flat=True)
    )


def _tell(user_id: int, appeal: Appeal, call: dict[str, Any]) -> None:
    """The crew's words stay behind the link: somebody's phone may stand in them."""
    post.send(
        to=Person(user_id),
        event="crew",
        key=f"appeal:{appeal.pk}:{call['event']}:{user_id}",
        subject=SUBJECTS[call["kind"]].format(number=appeal.number),
        text=f"Адрес: {appeal.address}." if appeal.house_id else "",
        link=pages.of_staff(appeal),
        at=datetime.fromisoformat(call["at"]),
        appeal=appeal.pk,
    )
