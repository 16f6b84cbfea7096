"""FAULT 7 and the outbox: work outside requests has the right city, or does not run at all."""

import pytest
from django.db import connection, transaction

from appeals.insight import tallies
from appeals.models import Announced, StatusTally
from tenants.fanout import outbox, relay, topics
from tenants.fanout.every_city import in_every_city
from tenants.fanout.tasks import HEADER, TaskWithoutCity, city_task
from tenants.isolation import scope
from tests import make

ran_in: list[str] = []


@city_task("tests.where_am_i")
def where_am_i() -> None:
    ran_in.append(scope.schema())


def outbox_rows() -> list[tuple]:
    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id, tenant, topic, payload FROM tenants_outbox ORDER BY id")
        return cursor.fetchall()


@pytest.fixture
def broker(monkeypatch):
    taken: list[tuple] = []

    def publish(self, args=None, kwargs=None, *more, headers=None, **options):
        taken.append((self, args, headers))

    monkeypatch.setattr("celery.app.task.Task.apply_async", publish)
    return taken


def run_all(broker) -> None:
    """What a worker does with each message."""
    for task, arguments, headers in broker:
        task.push_request(headers=headers, called_directly=False)
        try:
            task(*(arguments or ()))
        finally:
            task.pop_request()
    broker.clear()


def test_a_task_takes_the_city_of_the_moment_it_is_sent(committed, broker):
    ran_in.clear()
    for tenant in (committed.kazan, committed.penza):
        with scope.entered(tenant):
            where_am_i.apply_async()

    run_all(broker)

    assert ran_in == ["kazan", "penza"]


def test_a_task_sent_on_commit_keeps_its_city(committed, broker):
    ran_in.clear()
    with scope.in_tenant(committed.penza):
        transaction.on_commit(where_am_i.apply_async)

    run_all(broker)

    assert ran_in == ["penza"]


def test_a_task_without_a_city_is_refused_where_it_is_sent(committed, broker):
    with pytest.raises(scope.NoTenant):
        where_am_i.apply_async()


@pytest.mark.parametrize("headers", [{}, {HEADER: None}, {HEADER: "no_such"}, {HEADER: "public"}])
def test_a_message_without_a_known_city_does_not_run(committed, headers):
    where_am_i.push_request(headers=headers, called_directly=False)
    try:
        with pytest.raises(TaskWithoutCity):
            where_am_i()
    finally:
        where_am_i.pop_request()


def test_work_in_every_city_has_its_own_and_survives_one_that_fails(committed):
    seen = []

    def work() -> int:
        seen.append(scope.schema())
        if scope.schema() == "kazan":
            raise ValueError
        return 1

    done = in_every_city(work)

    assert {"kazan", "penza"} <= set(seen)
    assert done == len(seen) - 1


def test_a_change_that_is_rolled_back_announces_nothing(committed):
    with pytest.raises(InterruptedError), scope.in_tenant(committed.penza):
        make.appeal()
        raise InterruptedError

    assert outbox_rows() == []


def test_a_message_is_kept_until_its_handlers_have_run(committed, broker):
    with scope.in_tenant(committed.penza):
        make.appeal()
    assert relay.relay_once() == 1
    # The broker may forget everything now: the row is still here.
    assert len(outbox_rows()) == 1

    run_all(broker)

    assert outbox_rows() == []
    with scope.in_tenant(committed.penza):
        assert StatusTally.objects.get(status="registered").total == 1


def test_a_message_delivered_twice_counts_once(committed, broker):
    with scope.in_tenant(committed.penza):
        make.appeal()
    relay.relay_once()
    broker.append(broker[0])

    run_all(broker)

    with scope.in_tenant(committed.penza):
        assert StatusTally.objects.get(status="registered").total == 1
        assert Announced.objects.filter(handler="count").count() == 1


def test_a_failing_handler_keeps_the_message(committed, broker, monkeypatch):
    with scope.in_tenant(committed.penza):
        outbox.put("tests", {"x": 1})

    def fail(payloads):
        raise ValueError

    monkeypatch.setitem(topics._handlers, "tests", [fail])
    relay.relay_once()

    with pytest.raises(ValueError):
        run_all(broker)

    assert [topic for _, _, topic, _ in outbox_rows()] == ["tests"]


def test_what_the_broker_forgot_is_published_again(committed, broker, monkeypatch):
    with scope.in_tenant(committed.penza):
        make.appeal()
    relay.relay_once()
    broker.clear()
    assert relay.relay_once() == 0

    monkeypatch.setattr(relay, "RESEND_AFTER_SECONDS", -1)

    assert relay.relay_once() == 1


def test_counters_kept_event_by_event_equal_a_full_count(committed, broker):
    from appeals import actions

    with scope.in_tenant(committed.penza):
        organisation = make.organisation()
        member = make.member(organisation)
        for number in range(5):
            appeal = make.appeal()
            at = make.FRIDAY_NOON
            if number:
                actions.assign(appeal.pk, organisation=organisation, by=make.DISPATCHER, at=at)
            if number > 1:
                actions.accept(appeal.pk, by=member, at=at)
            if number > 2:
                actions.return_to_desk(appeal.pk, reason="не наше", by=member, at=at)
            if number > 3:
                actions.reject(appeal.pk, ground="repeat", by=make.DISPATCHER, at=at)
    relay.relay_once()
    run_all(broker)

    def counted() -> set[tuple]:
        rows = StatusTally.objects.exclude(total=0)
        return set(rows.values_list("organisation_id", "status", "total"))

    with scope.in_tenant(committed.penza):
        kept = counted()
        tallies.rebuild()
        assert kept == counted()
