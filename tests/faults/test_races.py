"""FAULTS 24–28: people and machines in each other's way. Each race has its control: with the
protection taken out, the same race goes wrong."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connections

from appeals import actions
from appeals.actions import placing
from appeals.errors import AppealError, KeyReused, Stale
from appeals.insight.verification import flaws
from appeals.models import Appeal, Event
from appeals.models.appeal import AppealQuerySet
from tenants.isolation import scope
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON


def together(tenant, *acts: Callable[[], object]) -> list[object]:
    """Run all at the same moment, each in a transaction of its own; what each returned or raised."""
    start = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            with scope.in_tenant(tenant):
                outcomes[index] = act()
        except (AppealError, DatabaseError) as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def kinds(outcomes: list[object]) -> Counter:
    return Counter(
        type(outcome).__name__ if isinstance(outcome, Exception) else "done" for outcome in outcomes
    )


@pytest.fixture
def assigned(committed):
    """An appeal that waits for its organisation; the organisation's member."""
    with scope.in_tenant(committed.penza):
        organisation = make.organisation()
        member = make.member(organisation)
        appeal = make.appeal()
        actions.assign(appeal.pk, organisation=organisation, by=DISPATCHER, at=FRIDAY_NOON)
    return appeal, member


@pytest.fixture
def resolved(committed, assigned):
    appeal, member = assigned
    with scope.in_tenant(committed.penza):
        actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)
        actions.resolve(appeal.pk, report="готово", by=member, at=FRIDAY_NOON)
    return appeal


@pytest.fixture
def without_lock(monkeypatch):
    """Takes the row lock out, and lets everybody read before anybody writes."""
    read = threading.Barrier(2)

    def locked(self, appeal_id):
        appeal = self.select_related("category", "organisation").get(pk=appeal_id)
        appeal.was_with = appeal.organisation_id
        read.wait(20)
        return appeal

    monkeypatch.setattr(AppealQuerySet, "locked", locked)
    monkeypatch.setattr(type(Appeal.objects), "locked", lambda self, pk: locked(self.all(), pk))


def test_twenty_simultaneous_accepts_are_one(committed, assigned):
    appeal, member = assigned

    outcomes = together(
        committed.penza,
        *[lambda: actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)] * 20,
    )

    assert kinds(outcomes) == {"done": 1, "RefusedMove": 19}
    with scope.in_tenant(committed.penza):
        assert Event.objects.filter(appeal_id=appeal.pk, kind="accept").count() == 1


def test_control_without_the_lock_two_accepts_are_not_told_apart(committed, assigned, without_lock):
    appeal, member = assigned

    outcomes = together(
        committed.penza, *[lambda: actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)] * 2
    )

    # Nobody was refused politely; only the constraint of the journal stood in the way.
    assert kinds(outcomes)["RefusedMove"] == 0


@pytest.mark.parametrize("number", range(5))
def test_closing_and_reopening_at_once_leaves_a_legal_history(committed, resolved, number):
    together(
        committed.penza,
        lambda: actions.confirm(resolved.pk, by=DISPATCHER, at=FRIDAY_NOON),
        lambda: actions.reopen(resolved.pk, reason="течёт", by=DISPATCHER, at=FRIDAY_NOON),
    )

    with scope.in_tenant(committed.penza):
        appeal = Appeal.objects.get(pk=resolved.pk)
        last = Event.objects.filter(appeal=appeal).last()
        assert last.status_to == appeal.status
        assert flaws() == []


def test_control_without_the_lock_closing_and_reopening_both_start_from_resolved(
    committed, resolved, without_lock
):
    outcomes = together(
        committed.penza,
        lambda: actions.confirm(resolved.pk, by=DISPATCHER, at=FRIDAY_NOON),
        lambda: actions.reopen(resolved.pk, reason="течёт", by=DISPATCHER, at=FRIDAY_NOON),
    )

    assert kinds(outcomes)["RefusedMove"] == 0
    assert kinds(outcomes) != {"done": 2} or flaws_in(committed.penza)


def test_of_two_edits_of_one_version_the_second_is_refused(committed, assigned):
    appeal, member = assigned
    with scope.in_tenant(committed.penza):
        seen = actions.accept(appeal.pk, by=member, at=FRIDAY_NOON).version

    def send(note: str) -> Callable[[], object]:
        return lambda: actions.dispatch_crew(
            appeal.pk, by=member, at=FRIDAY_NOON, version=seen, comment=note
        )

    outcomes = together(committed.penza, send("первая"), send("вторая"))

    assert kinds(outcomes) == {"done": 1, "Stale": 1}
    assert any(isinstance(outcome, Stale) for outcome in outcomes)


def test_control_without_the_version_the_second_edit_overwrites(committed, assigned):
    appeal, member = assigned
    with scope.in_tenant(committed.penza):
        actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)

    outcomes = together(
        committed.penza,
        *[lambda: actions.dispatch_crew(appeal.pk, by=member, at=FRIDAY_NOON)] * 2,
    )

    assert kinds(outcomes) == {"done": 2}


def file_twice(committed, **second) -> list[object]:
    first = make.filing(intake_key="one attempt")
    other = make.filing(intake_key="one attempt", **second)
    return together(
        committed.penza,
        lambda: actions.register(first, by=make.RESIDENT, at=FRIDAY_NOON),
        lambda: actions.register(other, by=make.RESIDENT, at=FRIDAY_NOON),
    )


def test_the_same_appeal_sent_twice_at_once_is_filed_once(committed):
    outcomes = file_twice(committed)

    assert kinds(outcomes) == {"done": 2}
    assert outcomes[0].pk == outcomes[1].pk
    with scope.in_tenant(committed.penza):
        assert Appeal.objects.count() == 1


def test_one_key_with_another_body_is_refused(committed):
    outcomes = file_twice(committed, text="Совсем другое")

    assert kinds(outcomes) == {"done": 1, "KeyReused": 1}
    assert KeyReused.status == 409


def test_control_without_claiming_the_key_a_twin_fails(committed, monkeypatch):
    looked = threading.Barrier(2)
    really = placing.look

    def look(filing, *, key, at):
        ground = really(filing, key=None, at=at)
        looked.wait(20)
        return ground

    monkeypatch.setattr(placing, "look", look)

    outcomes = file_twice(committed)

    assert kinds(outcomes) == {"done": 1, "IntegrityError": 1}


def test_a_changed_record_is_found(committed, resolved):
    owner = connections["owner"]
    with scope.entered(committed.penza):
        from django.db import transaction

        with transaction.atomic("owner"), owner.cursor() as cursor:
            cursor.execute("ALTER TABLE appeals_event DISABLE TRIGGER keep_journal")
            cursor.execute("UPDATE appeals_event SET actor_name = 'другой' WHERE sequence = 2")
            cursor.execute("ALTER TABLE appeals_event ENABLE TRIGGER keep_journal")

    assert [(flaw.sequence, flaw.kind) for flaw in flaws_in(committed.penza)] == [(2, "changed")]


def flaws_in(tenant) -> list:
    with scope.in_tenant(tenant):
        return flaws()
