"""The fake Stripe's post: signed, repeated until taken; lost, doubled or shuffled on purpose."""

import json
import time
from datetime import UTC, datetime

import pytest

from billing.inbox.signature import verify
from infra.fake_stripe import post
from infra.fake_stripe.post import Endpoint, Post
from tests.fakes.http import service

EVENT = {"id": "evt_1", "type": "invoice.paid"}
OTHER = {"id": "evt_2", "type": "invoice.voided"}


@pytest.fixture
def outside():
    with service() as opened:
        yield opened


def carried(to: str, **switches) -> Post:
    made = Post(endpoints=[Endpoint(f"{to}/hook", ("whsec_a", "whsec_b"))], **switches)
    made.carry()
    return made


def until(so, seconds: float = 10.0) -> None:
    """Wait for a thread of the fake's, as short as it allows."""
    deadline = time.monotonic() + seconds
    while not so() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert so()


def test_an_event_arrives_signed_by_every_secret(outside):
    carried(outside.url).push(EVENT)
    until(lambda: outside.asked)

    (asked,) = outside.asked
    assert json.loads(asked.body) == EVENT
    for secret in ("whsec_a", "whsec_b"):
        verify(asked.body, asked.headers["Stripe-Signature"], [secret], at=datetime.now(UTC))


def test_what_is_not_taken_comes_again(outside, monkeypatch):
    monkeypatch.setattr(post, "PAUSES_SECONDS", (0.01, 0.01))
    outside.status = 500
    carried(outside.url).push(EVENT)

    until(lambda: len(outside.asked) == 3)


def test_events_are_lost_and_doubled_by_switches(outside):
    spoilt = carried(outside.url, dropped={"invoice.voided"}, copies=2)
    spoilt.push(OTHER)
    spoilt.push(EVENT)

    until(lambda: len(outside.asked) == 2)
    assert {json.loads(asked.body)["id"] for asked in outside.asked} == {"evt_1"}


def test_shuffled_events_all_arrive(outside, monkeypatch):
    monkeypatch.setattr(post, "SHUFFLED_SECONDS", 0.05)
    spoilt = carried(outside.url, is_shuffled=True)
    for number in range(10):
        spoilt.push({"id": f"evt_{number}", "type": "invoice.paid"})

    until(lambda: len(outside.asked) == 10)


def test_nobody_carries_what_was_not_asked_for():
    kept = Post()
    kept.push(EVENT)

    assert kept.taken() == [EVENT]
    assert kept.taken() == []
