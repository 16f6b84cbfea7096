"""One more person with the same trouble: counted once, told of every step, never filed twice."""

import pytest

from appeals import actions
from appeals.actions import Origin
from appeals.errors import BadInput, Blocked, RefusedMove
from appeals.models import Joined
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, RESIDENT

CALLER = {"name": "Анна", "phone": "+79001112233", "flat": "12"}


@pytest.fixture
def first(city):
    return make.appeal(name="Мария", phone="+79123456789")


def test_joining_counts_one_more_and_keeps_who(first):
    joined = actions.join(first.pk, **CALLER, by=DISPATCHER, at=FRIDAY_NOON)

    one = Joined.objects.get()
    assert joined.joined_count == 1
    assert (one.appeal, one.phone, one.operator_id) == (first, "+79001112233", DISPATCHER.user_id)
    event = first.events.last()
    assert (event.kind, event.details, event.is_public) == ("join", {"count": 1}, True)
    assert event.status_from == event.status_to == first.status


def test_the_same_telephone_joins_once(first):
    for _ in range(2):
        actions.join(first.pk, **CALLER, by=DISPATCHER, at=FRIDAY_NOON)
    first.refresh_from_db()

    assert first.joined_count == Joined.objects.count() == 1


def test_whoever_filed_it_is_not_counted_again(first):
    actions.join(first.pk, phone="+79123456789", by=DISPATCHER, at=FRIDAY_NOON)

    assert Joined.objects.count() == 0


def test_the_same_letter_box_joins_once_however_it_is_written(first):
    for email in ("anna@example.org", " Anna@Example.org"):
        actions.join(first.pk, email=email, by=RESIDENT, at=FRIDAY_NOON)

    assert Joined.objects.count() == 1


def test_a_blocked_source_joins_nothing_through_the_site(first):
    abuse = make.appeal(phone="+79001112233", browser="b1", network="n1")
    kinds = ["phone", "browser"]
    actions.block(abuse.pk, kinds=kinds, reason="spam", days=7, by=DISPATCHER, at=FRIDAY_NOON)

    for origin in (Origin(browser="b1"), Origin(browser="b9", phone=CALLER["phone"])):
        with pytest.raises(Blocked):
            actions.join(first.pk, **CALLER, origin=origin, by=RESIDENT, at=FRIDAY_NOON)
    assert not Joined.objects.exists()
    actions.join(first.pk, **CALLER, by=DISPATCHER, at=FRIDAY_NOON)
    assert Joined.objects.exists()


def test_somebody_without_a_telephone_joins_once_by_the_card(first):
    for _ in range(2):
        actions.join(first.pk, name="Анна", key="one-card", by=DISPATCHER, at=FRIDAY_NOON)

    assert Joined.objects.count() == 1


def test_an_appeal_that_is_over_takes_nobody(first):
    actions.reject(first.pk, ground="no_breach", by=DISPATCHER, at=FRIDAY_NOON)

    with pytest.raises(RefusedMove, match="Запишите новое"):
        actions.join(first.pk, **CALLER, by=DISPATCHER, at=FRIDAY_NOON)


def test_only_the_desk_joins(first, member):
    with pytest.raises(RefusedMove, match="диспетчер"):
        actions.join(first.pk, **CALLER, by=member, at=FRIDAY_NOON)


@pytest.mark.parametrize("wrong", [{"name": "я" * 301}, {"flat": "1\x00"}, {"text": "я" * 4001}])
def test_a_field_that_cannot_be_kept_is_named(first, wrong):
    with pytest.raises(BadInput) as refused:
        actions.join(first.pk, **wrong, by=DISPATCHER, at=FRIDAY_NOON)

    assert list(refused.value.fields) == list(wrong)
