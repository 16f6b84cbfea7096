"""The exchange and two operators in each other's way: one call, one who rings back, one more joined."""

from datetime import timedelta

from appeals import actions
from appeals.actions import CallEvent
from appeals.models import Call, Joined
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tests import make
from tests.faults.test_races import kinds, together
from tests.make import DISPATCHER, FRIDAY_NOON

OTHER = Actor(role=Role.DISPATCHER, user_id=902, name="Олег")


def tell(kind: str, **fields) -> Call:
    event = CallEvent(call="c1", kind=kind, at=FRIDAY_NOON, caller="89001234567", **fields)
    return actions.hear_call(event, at=FRIDAY_NOON + timedelta(seconds=5))


def test_one_event_sent_eight_times_at_once_is_one_call(committed):
    outcomes = together(committed.penza, *[lambda: tell("ring", extension="204")] * 8)

    assert kinds(outcomes) == {"done": 8}
    with scope.in_tenant(committed.penza):
        assert Call.objects.get().ringing == ["204"]


def test_all_events_at_once_leave_a_whole_call(committed):
    link = "https://ats.example/1.mp3"
    together(
        committed.penza,
        lambda: tell("ring", extension="204"),
        lambda: tell("answer", extension="204"),
        lambda: tell("hangup"),
        lambda: tell("recording", recording=link),
    )

    with scope.in_tenant(committed.penza):
        call = Call.objects.get()
    assert (call.state, call.extension, call.recording) == ("ended", "204", link)


def test_two_operators_cannot_both_ring_back(committed):
    with scope.in_tenant(committed.penza):
        tell("ring")
        call = tell("hangup")

    outcomes = together(
        committed.penza,
        lambda: actions.take_call(call.pk, by=DISPATCHER, at=FRIDAY_NOON),
        lambda: actions.take_call(call.pk, by=OTHER, at=FRIDAY_NOON),
    )

    assert kinds(outcomes) == {"done": 1, "RefusedMove": 1}


def test_one_neighbour_is_counted_once_by_two_operators(committed):
    with scope.in_tenant(committed.penza):
        appeal = make.appeal()

    outcomes = together(
        committed.penza,
        *[
            lambda by=by: actions.join(appeal.pk, phone="+79001112233", by=by, at=FRIDAY_NOON)
            for by in (DISPATCHER, OTHER)
        ],
    )

    assert kinds(outcomes) == {"done": 2}
    with scope.in_tenant(committed.penza):
        appeal.refresh_from_db()
        assert appeal.joined_count == Joined.objects.count() == 1
