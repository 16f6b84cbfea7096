"""What the exchange tells of a call: once, in any order, with any clock."""

from datetime import timedelta
from itertools import permutations

import pytest

from appeals import actions
from appeals.actions import CallEvent
from appeals.errors import BadInput, NotFound, RefusedMove
from appeals.models import Call, Seat
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON

LINK = "https://ats.example/records/1.mp3"


def tell(kind: str, seconds: int = 0, *, call: str = "c1", heard=None, **fields) -> Call:
    """The exchange tells that something happened `seconds` after noon."""
    when = FRIDAY_NOON + timedelta(seconds=seconds)
    fields.setdefault("caller", "89001234567")
    return actions.hear_call(
        CallEvent(call=call, kind=kind, at=when, **fields),
        at=heard or max(when, FRIDAY_NOON + timedelta(minutes=5)),
    )


@pytest.fixture
def nina(city):
    person = make.user("dispatcher", name="Нина")
    return Actor(role=Role.DISPATCHER, user_id=person.pk, name=person.name)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_events_changes_nothing(nina, order):
    actions.sit("204", by=nina, at=FRIDAY_NOON)
    told = [
        lambda: tell("ring", 0, extension="204"),
        lambda: tell("answer", 7, extension="204"),
        lambda: tell("hangup", 90),
        lambda: tell("recording", 95, recording=LINK),
    ]

    for index in order:
        told[index]()

    call = Call.objects.get()
    assert (call.caller, call.extension, call.operator_id) == ("+79001234567", "204", nina.user_id)
    assert call.rang_at == FRIDAY_NOON
    assert call.answered_at == FRIDAY_NOON + timedelta(seconds=7)
    assert call.ended_at == FRIDAY_NOON + timedelta(seconds=90)
    assert (call.recording, call.state) == (LINK, "ended")


def test_the_same_event_twice_is_one(city):
    tell("ring", 0, extension="204")
    tell("ring", 30, extension="204")
    tell("hangup", 40)
    tell("hangup", 400)

    call = Call.objects.get()
    assert (call.rang_at, call.ringing) == (FRIDAY_NOON, ["204"])
    assert call.ended_at == FRIDAY_NOON + timedelta(seconds=40)


def test_several_telephones_ring_and_one_is_answered(nina):
    actions.sit("205", by=nina, at=FRIDAY_NOON)
    for extension in ("204", "205"):
        tell("ring", 0, extension=extension, heard=FRIDAY_NOON)
    now = FRIDAY_NOON + timedelta(seconds=3)
    assert [Call.objects.at(each, now).count() for each in ("204", "205", "206")] == [1, 1, 0]

    tell("answer", 4, extension="205", heard=FRIDAY_NOON + timedelta(seconds=4))

    now += timedelta(seconds=2)
    assert [Call.objects.at(each, now).count() for each in ("204", "205")] == [0, 1]


def test_a_clock_that_runs_ahead_is_not_believed(city):
    call = tell("ring", 3600, heard=FRIDAY_NOON)

    assert call.rang_at == FRIDAY_NOON


def test_an_event_of_last_month_is_refused_and_of_yesterday_rings_nowhere(city):
    with pytest.raises(BadInput, match="старше 30 дней"):
        tell("ring", 0, heard=FRIDAY_NOON + timedelta(days=31))
    late = FRIDAY_NOON + timedelta(days=1, hours=1)

    tell("ring", 0, extension="204", heard=late)
    tell("hangup", 20, heard=late)

    assert not Call.objects.at("204", late).exists()
    assert not Call.objects.missed(late).exists()


@pytest.mark.parametrize(
    "link",
    [
        "http://ats.example/1.mp3",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@ats.example/1",
        "https://ats.example/ 1",
        "https://ats.example/" + "я" * 1001,
        "https://[bad",
        "",
    ],
)
def test_a_recording_is_a_safe_link(city, link):
    with pytest.raises(BadInput) as refused:
        tell("recording", 0, recording=link)

    assert "recording" in refused.value.fields
    assert not Call.objects.exists()


def test_a_hidden_number_stays_empty(city):
    assert tell("ring", caller="anonymous").caller == ""


def test_a_missed_call_waits_until_one_operator_takes_it(nina):
    for index in (1, 2):
        tell("ring", index, call=f"c{index}")
        tell("hangup", index + 20, call=f"c{index}")
    now = FRIDAY_NOON + timedelta(minutes=5)
    missed = Call.objects.missed(now)
    assert missed.count() == 2

    taken = actions.take_call(missed[0].pk, by=nina, at=now)

    assert taken.taken_name == "Нина"
    assert not Call.objects.missed(now).exists()  # the same person rang twice
    assert actions.take_call(taken.pk, by=nina, at=now) == taken
    with pytest.raises(RefusedMove, match="Нина"):
        actions.take_call(taken.pk, by=DISPATCHER, at=now)


def test_whoever_rings_again_and_is_answered_waits_no_more(city):
    tell("ring", 0)
    tell("hangup", 20)
    tell("ring", 60, call="c2", extension="204")
    tell("answer", 65, call="c2", extension="204")

    assert not Call.objects.missed(FRIDAY_NOON + timedelta(minutes=5)).exists()


def test_what_was_answered_or_never_was_cannot_be_taken(city):
    call = tell("answer", 0, extension="204")

    with pytest.raises(RefusedMove, match="уже ответили"):
        actions.take_call(call.pk, by=DISPATCHER, at=FRIDAY_NOON)
    with pytest.raises(NotFound):
        actions.take_call(call.pk + 1, by=DISPATCHER, at=FRIDAY_NOON)


def test_the_next_shift_gets_the_telephone(nina):
    actions.sit("204", by=DISPATCHER, at=FRIDAY_NOON)
    actions.sit("204", by=nina, at=FRIDAY_NOON)
    actions.sit("205", by=nina, at=FRIDAY_NOON)

    assert Seat.objects.values_list("operator_id", "extension").get() == (nina.user_id, "205")
    assert actions.sit("", by=nina, at=FRIDAY_NOON) is None
    with pytest.raises(BadInput, match="Внутренний номер"):
        actions.sit("204; drop", by=nina, at=FRIDAY_NOON)
