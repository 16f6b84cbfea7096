"""Rollups: whatever happened, in whatever order it was told, they say what the journal says."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from appeals import actions
from appeals.actions import watch
from appeals.insight import durations, rollups
from appeals.models import (
    Appeal,
    Category,
    DailyTally,
    Event,
    Flow,
    StatusTally,
    WaitDay,
    WaitMonth,
)
from appeals.notifications import announce
from appeals.registry import history
from appeals.registry.history import PastAppeal, PastEvent
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tests import make
from tests.make import FRIDAY_NOON, hours

# Nobody but a senior decides whose a bounced appeal is.
SENIOR = Actor(role=Role.ADMINISTRATOR, user_id=902, name="Анна, администрация")
PHONE = Actor(role=Role.DISPATCHER, user_id=901, channel="phone")


def told() -> list[dict]:
    """The messages of every record, as the journal put them into the outbox."""
    messages = []
    was_with: dict[int, int | None] = {}
    for event in Event.objects.order_by("appeal_id", "sequence"):
        messages.append(
            {
                "event": event.pk, "appeal": event.appeal_id, "kind": event.kind,
                "at": event.at.isoformat(), "from": event.status_from, "to": event.status_to,
                "organisation": event.organisation_id, "was_with": was_with.get(event.appeal_id),
            }
        )  # fmt: skip
        was_with[event.appeal_id] = event.organisation_id
    return messages


def empty() -> None:
    with connection.cursor() as cursor:
        for table in ("flow", "waitday", "waitmonth", "statustally", "dailytally", "announced"):
            cursor.execute(f"DELETE FROM appeals_{table}")


def stand() -> dict[str, list]:
    """Everything the rollups say; rows of nothing but noughts say nothing."""
    keys = ("grain", "start", "cut", "value", "district")
    return {
        "flows": sorted(
            row for row in Flow.objects.values_list(*keys, *Flow.MEASURES) if any(row[len(keys) :])
        ),
        "days": sorted(
            (day, cut, value, stage, late, sorted(buckets))
            for day, cut, value, stage, late, buckets in WaitDay.objects.values_list(
                "day", "cut", "value", "stage", "late", "buckets"
            )
        ),
        "months": sorted(
            WaitMonth.objects.values_list(
                "month", "cut", "value", "stage", "bucket", "total", "late"
            )
        ),
        "kinds": sorted(DailyTally.objects.values_list("day", "kind", "total")),
        "standing": sorted(
            row
            for row in StatusTally.objects.values_list("organisation_id", "status", "total")
            if row[2]
        ),
    }


def total(**where) -> Flow:
    """The sum of a cut's days."""
    rows = Flow.objects.filter(grain="day", **{"cut": Flow.CHANNEL, **where})
    return Flow(**{name: sum(getattr(row, name) for row in rows) for name in Flow.MEASURES})


class Life:
    """Random legal lives of a few appeals, by the actions themselves."""

    def __init__(self, seed: int) -> None:
        self.luck = random.Random(seed)
        self.organisations = [make.organisation("Горводоканал"), make.organisation("Горсвет")]
        self.members = {one.pk: make.member(one) for one in self.organisations}
        self.houses = [
            make.house(),
            make.house("ул. Кирова, 5", district="Ленинский"),
        ]
        self.themes = list(
            Category.objects.for_filing().filter(needs_cause=False, is_emergency=False)[:4]
        )
        self.at = FRIDAY_NOON

    def live(self, appeals: int, moves: int) -> None:
        filed = []
        for _ in range(appeals):
            by = self.luck.choice(
                [make.RESIDENT, Actor(role=Role.DISPATCHER, user_id=901, channel="phone")]
            )
            filed.append(
                make.appeal(
                    by=by,
                    house_id=self.luck.choice(self.houses).pk,
                    category=self.luck.choice(self.themes).code,
                ).pk
            )
        for _ in range(moves):
            self.at += hours(self.luck.uniform(0.1, 30))
            self.step(self.luck.choice(filed))

    def step(self, pk: int) -> None:
        appeal = Appeal.objects.get(pk=pk)
        luck, at, desk = self.luck, self.at, SENIOR
        member = self.members.get(appeal.organisation_id)
        status = appeal.status
        if luck.random() < 0.2:
            watch.note_breaches(at=at)
        if status in ("registered", "returned") or (status == "assigned" and luck.random() < 0.3):
            theme = luck.choice([None, *self.themes])
            actions.assign(
                pk, organisation=luck.choice(self.organisations), by=desk, at=at, category=theme
            )
        elif status in ("assigned", "reopened"):
            if luck.random() < 0.25:
                actions.return_to_desk(pk, reason="не наше", by=member, at=at)
            else:
                actions.accept(pk, by=member, at=at)
        elif status in ("accepted", "crew_dispatched"):
            choice = luck.random()
            if choice < 0.35:
                actions.dispatch_crew(pk, by=member, at=at)
            elif choice < 0.45:
                actions.ask(pk, question="Где?", by=member, at=at)
            else:
                actions.resolve(pk, report="Сделано", by=member, at=at)
        elif status == "needs_information":
            actions.answer(pk, text="Тут", by=desk, at=at)
        elif status == "resolved":
            result = luck.choice(["satisfied", "not_satisfied", "no_answer"])
            actions.record_callback(pk, result=result, reason="плохо", by=desk, at=at)


@pytest.mark.parametrize("seed", range(4))
def test_a_random_history_told_in_pieces_equals_the_journal_counted_at_once(city, seed):
    life = Life(seed)
    life.live(8, 90)
    empty()
    messages = told()
    rollups.rebuild()
    expected = stand()
    assert expected["flows"]
    assert expected["days"]

    empty()
    life.luck.shuffle(messages)
    while messages:
        size = life.luck.randint(1, 17)
        piece, messages = messages[:size], messages[size:]
        announce.count(piece)
        announce.count(piece)  # delivered twice, counted once

    assert stand() == expected


def test_told_while_it_happens_it_is_the_same_too(city):
    life = Life(11)
    seen: set[int] = set()
    for _ in range(30):
        life.live(1, 5)
        fresh = [message for message in told() if message["event"] not in seen]
        seen |= {message["event"] for message in fresh}
        announce.count(fresh)
    counted = stand()

    rollups.rebuild()

    assert stand() == counted


def past(appeal, *events) -> None:
    """An appeal of the archive with these records: (kind, from, to, moment, role, details)."""
    organisation = appeal.organisation_id
    records = []
    for kind, was, became, at, role, *details in events:
        holder = None if became in ("registered", "returned") else organisation
        records.append(
            PastEvent(kind, was, became, at, role, organisation_id=holder, details=dict(*details))
        )
    appeal.status, appeal.version = records[-1].status_to, len(records)
    appeal.registered_at = appeal.clocks_from = records[0].at
    appeal.status_at = appeal.closed_at = records[-1].at
    history.write([PastAppeal(appeal, records)])


def unfiled(organisation=None, **fields) -> Appeal:
    category = Category.objects.for_filing()[0]
    return Appeal(
        year=2026, text="Нет воды", public_text="Нет воды", category=category,
        sector=category.sector.code, channel="web", organisation=organisation, **fields
    )  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_day_ends_at_midnight_of_the_city_in_winter_and_in_summer(city):
    # Пенза is three hours ahead of UTC all year: no clock is ever put forward or back.
    for moment in ("2026-01-31T20:59:59", "2026-01-31T21:00:00", "2026-07-31T21:00:00"):
        past(unfiled(), ("register", "", "registered", at(moment), "resident"))

    rollups.rebuild()

    rows = Flow.objects.filter(cut=Flow.CHANNEL)
    days = rows.filter(grain="day").order_by("start").values_list("start", "filed")
    assert [(day.isoformat(), filed) for day, filed in days] == [
        ("2026-01-31", 1),
        ("2026-02-01", 1),
        ("2026-08-01", 1),
    ]
    months = rows.filter(grain="month").order_by("start").values_list("start", flat=True)
    assert [month.isoformat() for month in months] == ["2026-01-01", "2026-02-01", "2026-08-01"]


def test_waits_begin_where_the_work_was_handed_over_and_late_is_what_the_journal_noted(city):
    vodokanal = make.organisation()
    past(
        unfiled(vodokanal, district="Ленинский"),
        ("register", "", "registered", at("2026-03-02T06:00:00"), "resident"),
        ("assign", "registered", "assigned", at("2026-03-02T06:10:00"), "dispatcher"),
        ("accept", "assigned", "accepted", at("2026-03-02T07:10:00"), "organisation"),
        ("dispatch_crew", "accepted", "crew_dispatched", at("2026-03-02T07:40:00"), "organisation"),
        ("dispatch_crew", "crew_dispatched", "crew_dispatched", at("2026-03-02T08:00:00"), "organisation"),
        ("arrive", "crew_dispatched", "crew_dispatched", at("2026-03-02T09:00:00"), "crew",
         {"phone_at": "2026-03-02T08:20:00+00:00"}),
        ("breach", "crew_dispatched", "crew_dispatched", at("2026-03-02T10:00:00"), "system",
         {"clock": "resolve"}),
        ("resolve", "crew_dispatched", "resolved", at("2026-03-02T11:00:00"), "organisation"),
        ("callback", "resolved", "resolved", at("2026-03-02T12:00:00"), "dispatcher",
         {"result": "no_answer"}),
        ("reopen", "resolved", "reopened", at("2026-03-02T13:00:00"), "dispatcher"),
        ("accept", "reopened", "accepted", at("2026-03-02T13:05:00"), "organisation"),
        ("resolve", "accepted", "resolved", at("2026-03-02T14:00:00"), "organisation"),
        ("confirm", "resolved", "confirmed", at("2026-03-02T16:00:00"), "applicant"),
        ("archive", "confirmed", "archived", at("2026-03-03T16:00:00"), "system"),
    )  # fmt: skip

    rollups.rebuild()

    waits = {
        row.stage: (sorted(row.buckets), row.late)
        for row in WaitDay.objects.filter(cut=WaitDay.DISTRICT, value="Ленинский")
    }
    minutes = {
        "assign": ([10], 0), "accept": ([60, 5], 0), "crew": ([30], 0), "arrive": ([20], 0),
        "resolve": ([300, 60], 1), "callback": ([60], 0),
    }  # fmt: skip
    assert waits == {
        stage: (sorted(durations.bucket(timedelta(minutes=one)) for one in spent), late)
        for stage, (spent, late) in minutes.items()
    }
    whole = total()
    assert (whole.resolved, whole.late, whole.done, whole.reopened) == (2, 1, 1, 1)
    assert (whole.satisfied, whole.unanswered, whole.breached) == (1, 1, 1)
    assert (whole.opened, whole.ended) == (2, 2)
    theirs = total(cut=Flow.ORGANISATION, value=str(vodokanal.pk))
    assert (theirs.filed, theirs.assigned, theirs.resolved) == (0, 1, 2)


def test_a_return_counts_against_who_returned_it(city, dispatcher):
    vodokanal = make.organisation()
    member = make.member(vodokanal)
    appeal = make.appeal()
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    actions.return_to_desk(appeal.pk, reason="не наше", by=member, at=FRIDAY_NOON)

    rollups.rebuild()

    assert total(cut=Flow.ORGANISATION, value=str(vodokanal.pk)).returned == 1
    assert total(cut=Flow.ORGANISATION, value="0").returned == 0


def test_a_theme_changed_later_takes_along_what_was_counted(city, dispatcher):
    vodokanal = make.organisation()
    make.member(vodokanal)
    old, new = Category.objects.for_filing()[:2]
    appeal = make.appeal(category=old.code)
    announce.count(told())
    assert total(cut=Flow.CATEGORY, value=str(old.pk)).filed == 1

    actions.assign(appeal.pk, organisation=vodokanal, category=new, by=dispatcher, at=FRIDAY_NOON)
    announce.count(told())

    assert total(cut=Flow.CATEGORY, value=str(old.pk)).filed == 0
    moved = total(cut=Flow.CATEGORY, value=str(new.pk))
    assert (moved.filed, moved.assigned) == (1, 1)


def test_an_answer_is_counted_once(city, dispatcher):
    appeal = make.appeal()
    actions.ask(appeal.pk, question="Где?", by=dispatcher, at=FRIDAY_NOON)
    actions.answer(appeal.pk, text="Тут", by=dispatcher, at=FRIDAY_NOON)
    announce.count(told())
    assert DailyTally.objects.get(kind="answer").total == 1

    rollups.rebuild()

    assert DailyTally.objects.get(kind="answer").total == 1


def test_what_was_counted_anew_is_not_counted_again_when_its_message_comes(city):
    make.appeal()
    rollups.rebuild()

    announce.count(told())

    assert total().filed == 1


def test_a_batch_takes_six_statements_however_large(city, statements):
    for _ in range(12):
        make.appeal()
    messages = told()

    with statements(6):
        announce.count(messages)


def test_a_city_is_counted_anew_by_a_command(committed, capsys):
    with scope.in_tenant(committed.penza):
        make.appeal()
    call_command("count_anew", "penza")

    assert "Пенза: посчитано" in capsys.readouterr().out
    with scope.in_tenant(committed.penza):
        assert total().filed == 1
