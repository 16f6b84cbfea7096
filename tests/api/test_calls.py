"""The exchange's door: its own key alone, one effect per event, nothing told to organisations."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from appeals import actions
from appeals.models import ApiKey, Call
from tests import make
from tests.api.conftest import Caller

CALLS = "/api/v1/calls/"
RING = {"event": "ring", "call": "ats-118", "caller": "89001234567", "extension": "204"}
LINK = "https://ats.example/records/118.mp3"


@pytest.fixture
def exchange(city, client) -> Caller:
    """The city's telephone exchange."""
    return Caller(client, ApiKey.issue(name="АТС", role="telephony"))


def test_a_call_is_heard_from_ring_to_recording(exchange):
    for event in (
        RING,
        {"event": "answer", "call": "ats-118", "extension": "204"},
        {"event": "hangup", "call": "ats-118"},
        {"event": "recording", "call": "ats-118", "recording": LINK},
    ):
        answer = exchange.post(CALLS, event)
        assert answer.status_code == 200, answer.text

    assert answer.json() == {"call": "ats-118", "state": "ended"}
    call = Call.objects.get()
    assert (call.caller, call.extension, call.recording) == ("+79001234567", "204", LINK)


def test_the_same_event_may_be_sent_again(exchange):
    assert exchange.post(CALLS, RING).json() == exchange.post(CALLS, RING).json()
    assert Call.objects.count() == 1


def test_only_the_exchanges_key_opens_the_door(anybody, desk, vodokanal_system):
    assert anybody.post(CALLS, RING).status_code == 401
    assert desk.post(CALLS, RING).status_code == 403
    assert vodokanal_system.post(CALLS, RING).status_code == 403
    assert Call.objects.count() == 0


def test_the_exchanges_key_opens_no_other_door(exchange):
    appeal = make.appeal(is_public=False)

    assert exchange.get("/api/v1/appeals/").status_code == 401
    assert exchange.get(f"/api/v1/appeals/{appeal.latin_number}/").status_code == 404
    assert exchange.move(appeal, "reject", {"ground": "нет"}).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"event": "explode"}, "event"),
        ({"event": None}, "event"),
        ({"call": ""}, "call"),
        ({"call": "1\x00"}, "call"),
        ({"at": "вчера"}, "at"),
        ({"at": "2020-01-01T00:00:00Z"}, "at"),
        ({"caller": "9" * 81}, "caller"),
        ({"event": "recording", "recording": "http://ats.example/1.mp3"}, "recording"),
        ({"event": "recording", "recording": "javascript:alert(1)"}, "recording"),
    ],
)
def test_what_cannot_be_taken_is_named(exchange, wrong, field):
    answer = exchange.post(CALLS, RING | wrong)

    assert answer.status_code in (400, 422)
    assert field in answer.json()["fields"]
    assert Call.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"event": []}', b'{"call": {}}'])
def test_nonsense_is_refused_politely(exchange, body):
    assert exchange.post(CALLS, body).status_code == 400


def test_a_clock_that_runs_ahead_is_set_right(exchange):
    exchange.post(CALLS, RING | {"at": "2999-01-01T00:00:00Z"})

    assert Call.objects.get().rang_at <= timezone.now()


def test_recording_and_number_stay_at_the_desk(exchange, vodokanal, vodokanal_system, member):
    exchange.post(CALLS, {"event": "recording", "call": "ats-118", "recording": LINK})
    house = make.house()
    make.serving(house, vodokanal)
    appeal = make.appeal(
        house_id=house.pk, category="cold_water_off", call_id=Call.objects.get().pk
    )
    actions.accept(appeal.pk, by=member, at=make.FRIDAY_NOON)

    told = vodokanal_system.get(f"/api/v1/appeals/{appeal.latin_number}/")

    assert told.status_code == 200
    assert "ats-118" not in json.dumps(told.json())
    assert "ats.example" not in told.text


def test_a_dispatch_system_joins_a_caller_to_an_appeal(desk, vodokanal_system):
    appeal = make.appeal()

    told = desk.move(appeal, "join", {"name": "Анна", "phone": "+79001112233"})

    assert told.status_code == 200, told.text
    appeal.refresh_from_db()
    assert appeal.joined_count == 1
    assert desk.move(appeal, "join", {"flat": "я" * 30}).status_code == 400


def test_the_operator_issues_the_key_by_a_command(committed, capsys):
    call_command("issue_key", "penza", "АТС", "--role", "telephony")

    assert capsys.readouterr().out.startswith("otk_penza_")
