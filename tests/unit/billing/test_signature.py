"""A webhook is believed when one of our secrets signed it within five minutes, before or after."""

from datetime import UTC, datetime

import pytest
import stripe

from billing.inbox.signature import BadSignature, verify
from infra.fake_stripe.post import signature

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BODY = b'{"id": "evt_1", "object": "event"}'


def signed(secret: str = "whsec_a", seconds: float = 0, body: bytes = BODY) -> str:
    return signature(body.decode(), (secret,), NOW.timestamp() + seconds)


def test_what_the_official_client_signs_is_accepted():
    made = stripe.WebhookSignature.generate_signature_header
    header = made(BODY.decode(), "whsec_a", int(NOW.timestamp()))

    verify(BODY, header, ["whsec_a"], at=NOW)


@pytest.mark.parametrize("seconds", [-300, -1, 0, 1, 300])
def test_five_minutes_either_way_are_allowed(seconds):
    verify(BODY, signed(seconds=seconds), ["whsec_a"], at=NOW)


@pytest.mark.parametrize("seconds", [-86_400, -301, 301, 86_400])
def test_more_is_refused_both_ways(seconds):
    with pytest.raises(BadSignature):
        verify(BODY, signed(seconds=seconds), ["whsec_a"], at=NOW)


def test_the_official_client_would_believe_tomorrow():
    tomorrow = signed(seconds=10**9)

    assert stripe.WebhookSignature.verify_header(BODY, tomorrow, "whsec_a", tolerance=300)


def test_while_secrets_are_changed_both_hold_and_then_only_the_new_one():
    old, new = signed("whsec_old"), signed("whsec_new")
    both = signature(BODY.decode(), ("whsec_old", "whsec_new"), NOW.timestamp())
    for header in (old, new, both):
        verify(BODY, header, ["whsec_new", "whsec_old"], at=NOW)

    verify(BODY, both, ["whsec_new"], at=NOW)
    with pytest.raises(BadSignature):
        verify(BODY, old, ["whsec_new"], at=NOW)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1",
        "v1=abc",
        "t=,v1=abc",
        "t=now,v1=abc",
        "t=١٢٣,v1=abc",
        "t=99999999999999999999,v1=abc",
        "t=-5,v1=abc",
        "t=1795000000,v1=ы",
        signed().replace("v1", "v0"),
        signed() + ",t=1",
        signed(body=b'{"id": "evt_2"}'),
    ],
)
def test_anything_else_is_refused(header):
    with pytest.raises(BadSignature):
        verify(BODY, header, ["whsec_a"], at=NOW)


def test_the_body_counts_to_the_last_byte():
    with pytest.raises(BadSignature):
        verify(BODY + b" ", signed(), ["whsec_a"], at=NOW)
