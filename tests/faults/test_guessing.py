"""A stranger tries numbers and codes: nothing opens, nothing tells what exists, and soon nobody listens.

The same at full scale, 100,000 tries with their times: `python -m tests.bench.guessing`.
"""

import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from appeals import actions
from appeals.actions import contact_links
from appeals.models import Appeal, ContactLink
from tenants.accounts import limits
from tests import make
from tests.portal.counting import statements

PATIENCE = 60  # tries a minute of one network


def stranger(address: str = "203.0.113.1") -> Client:
    return Client(headers={"host": "penza.localhost"}, REMOTE_ADDR=address)


def guess(number: int, length: int = 22) -> str:
    """The so-manieth code a stranger thinks of: shaped like ours, the same in every run."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:length]


def allow_one_more(address: str = "203.0.113.1") -> None:
    """A try, as the guard before every view counts it."""
    (limit,) = [limit for limit in limits.LIMITS if limit.name == "tracking"]
    assert limits.within(limit, RequestFactory(REMOTE_ADDR=address).get("/track/"))


@pytest.fixture
def appeal(city):
    return make.appeal(at=timezone.now(), email="maria@example.org")


@pytest.fixture
def hidden(city):
    return make.appeal(at=timezone.now(), is_public=False)


@pytest.fixture
def unlimited(monkeypatch):
    """Nobody counts: what is tried here is what a thousand networks could try."""
    monkeypatch.setattr("tenants.accounts.limits.within", lambda *_: True)


def doors(number: str, code: str) -> dict[str, tuple[str, str, dict]]:
    """Every door that a number or a code opens."""
    return {
        "number and code": ("post", "/track/", {"number": number, "code": code}),
        "own card": ("get", f"/track/{code}/", {}),
        "own answer": ("post", f"/track/{code}/", {"answer": "confirm"}),
        "answer": ("get", f"/track/{code}/answer/", {}),
        "answered": ("post", f"/track/{code}/answer/", {"answer": "confirm"}),
        "accepted": ("get", f"/track/{code}/accepted/", {}),
        "link": ("get", f"/track/link/{code}/", {}),
        "link opened": ("post", f"/track/link/{code}/", {}),
        "stop": ("post", f"/notifications/stop/1-{code}/", {"what": "all"}),
        "photo": ("get", f"/media/{code}.jpg", {}),
        "contractor": ("get", f"/contractor/{code}/", {}),
        "telegram": ("post", "/telegram/", {}),
    }


def test_a_hundred_guesses_at_every_door_open_none(appeal, hidden, unlimited):
    actions.ask_link(ContactLink.OPEN, email="maria@example.org", at=timezone.now())
    seat = stranger()
    numbers = [appeal.number, hidden.number, "ПНЗ-2026-999999"]
    before = list(Appeal.objects.values_list("status", "version").order_by("pk"))

    opened = []
    for number in range(9):
        for door, (method, address, said) in doors(numbers[number % 3], guess(number)).items():
            answer = getattr(seat, method)(address, said)
            if answer.status_code not in (404, 422):
                opened.append((door, number, answer.status_code))

    assert opened == []
    assert list(Appeal.objects.values_list("status", "version").order_by("pk")) == before
    assert seat.get("/track/").content.decode().count("ПНЗ-2026-") == 0


def test_what_exists_is_answered_like_what_does_not_by_the_same_statements(
    appeal, hidden, unlimited, stage
):
    told = set()
    for number in (appeal.number, hidden.number, "ПНЗ-2026-999999", "ПНЗ-2026-999998"):
        with statements() as seen:
            answer = stranger().post("/track/", {"number": number, "code": guess(1)})
        told.add((answer.status_code, _plain(answer, number), _shapes(seen)))
    assert len({each[1] for each in told}) == 1
    assert len({each[2] for each in told}) == 1, told

    told = set()
    for code in (guess(2), appeal.latin_number, "0" * 22):
        with statements() as seen:
            answer = stranger().get(f"/track/{code}/")
        told.add((answer.status_code, _plain(answer, code), _shapes(seen)))
    assert len(told) == 1


def test_a_used_a_late_and_a_made_up_link_look_alike(city, unlimited):
    now = timezone.now()
    codes = []
    for asked_at in (now, now - timedelta(hours=3)):
        actions.ask_link(ContactLink.OPEN, email="maria@example.org", at=asked_at)
        link = ContactLink.objects.latest("pk")
        codes.append(contact_links.make_code(link.pk, at=asked_at)[1])
    assert contact_links.use(codes[0], at=now)

    told = set()
    for code in (*codes, guess(3, 32)):
        for method in ("get", "post"):
            with statements() as seen:
                answer = getattr(stranger(), method)(f"/track/link/{code}/")
            told.add((method, answer.status_code, _plain(answer, code), _shapes(seen)))
    assert len(told) == 2


@pytest.mark.parametrize("door", ["number and code", "own card", "link", "answered"])
def test_the_tries_of_one_network_end_after_a_minutes_worth(appeal, door):
    method, address, said = doors(appeal.number, guess(0))[door]
    for _ in range(PATIENCE - 1):
        allow_one_more()
    codes = [getattr(stranger(), method)(address, said).status_code for _ in range(3)]

    assert codes[0] in (404, 422)
    assert codes[1:] == [429, 429]
    # A household has countless addresses of IPv6; a neighbour's network is another one.
    assert getattr(stranger("203.0.113.2"), method)(address, said).status_code != 429


def test_a_whole_ipv6_network_is_one_stranger(appeal):
    for number in range(PATIENCE):
        allow_one_more(f"2001:db8::{number:x}")

    assert stranger("2001:db8::ffff").get(f"/track/{guess(0)}/").status_code == 429
    assert stranger("2001:db8:0:1::1").get(f"/track/{guess(0)}/").status_code == 404


def test_codes_are_too_many_to_be_guessed(appeal):
    codes = {appeal.tracking_code, *(make.appeal(at=timezone.now()).tracking_code for _ in "123")}

    assert len(codes) == 4
    # 128 bits: with 100,000 tries a second and a million appeals the sun is older before one opens.
    assert all(len(code) == 22 for code in codes)


def _plain(answer, said: str) -> str:
    """The page without what was typed into it and without the guard of its forms."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return page.replace(said, "")


def _shapes(seen: list[str]) -> tuple[str, ...]:
    return tuple(re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in seen)
