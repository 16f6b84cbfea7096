"""Every address of a city × everybody who may come: one table, and a route outside it fails.

The appeal, the crew and whatever else an address names belong to Горводоканал. Whoever is not in a
line's list must meet a closed door: the log-in page, 403 or 404.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from appeals.models import Member
from tenants.accounts.actor import Role
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import PENZA, browser
from tests.isolation.doors import DESK, DOORS, EVERYBODY, HEAD, ORGANISATION, OWN

URLCONF = "config.urls_city"


@dataclass(frozen=True)
class Cast:
    """Browsers by who sits there, and what addresses may name."""

    browsers: dict[str, Client]
    names: dict[str, object]


def routes() -> dict[str, URLPattern]:
    """Every named route of a city by its full name."""
    found: dict[str, URLPattern] = {}

    def walk(resolver, space: str) -> None:
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                own = each.namespace or each.app_name
                walk(each, f"{space}{own}:" if own else space)
            elif each.name:
                found[f"{space}{each.name}"] = each

    walk(get_resolver(URLCONF), "")
    return found


@pytest.fixture
def cast(vodokanal) -> Cast:
    """Everybody, and one thing of each kind."""
    crew = vodokanal.crews.create(name="Бригада 2")
    other = make.organisation("Горэлектросеть")
    other_crew = other.crews.create(name="Бригада 7")
    people = {
        "resident": make.user(),
        **{str(role): make.user(str(role)) for role in (Role.DISPATCHER, Role.CONTROLLER)},
        "administrator": make.user("administrator"),
    }
    members = {
        "own dispatcher": make.member(vodokanal),
        "own head": make.member(vodokanal, position=Member.HEAD),
        "own crew": make.member(vodokanal, position=Member.CREW, crew=crew),
        "other dispatcher": make.member(other),
        "other head": make.member(other, position=Member.HEAD),
        "other crew": make.member(other, position=Member.CREW, crew=other_crew),
    }
    browsers = {name: browser(person) for name, person in people.items()}
    for name, actor in members.items():
        browsers[name] = browser(User.objects.get(pk=actor.user_id))
    browsers["nobody"] = Client(headers=PENZA)
    return Cast(browsers, OWN.things(vodokanal, crew, members["own dispatcher"]))


def test_every_route_of_a_city_stands_in_the_table():
    missing = sorted(set(routes()) - set(DOORS))
    gone = sorted(set(DOORS) - set(routes()))

    assert (missing, gone) == ([], [])


def test_only_those_in_the_table_come_in(cast):
    wrong = []
    for name, allowed in DOORS.items():
        if allowed == EVERYBODY:
            continue
        wanted = routes()[name].pattern.converters
        words = {word: cast.names.get(f"{name} {word}", cast.names.get(word)) for word in wanted}
        address = reverse(name, URLCONF, kwargs=words)
        method = _method(cast.browsers[allowed[0]], address)
        came_in = {who for who, seat in cast.browsers.items() if _is_open(seat, method, address)}
        if came_in != set(allowed):
            extra, missing = came_in - set(allowed), set(allowed) - came_in
            wrong.append(f"{name}: let in {sorted(extra)}, kept out {sorted(missing)}")

    assert not wrong, "\n".join(wrong)


def _method(seat: Client, address: str) -> str:
    """How this door is knocked at: some take only what is sent to them."""
    with transaction.atomic():
        answer = seat.get(address)
        transaction.set_rollback(True)
    return "post" if answer.status_code == 405 else "get"


def _is_open(seat: Client, method: str, address: str) -> bool:
    # Whatever one of them does is undone before the next one comes.
    with transaction.atomic():
        answer = getattr(seat, method)(address)
        transaction.set_rollback(True)
    assert answer.status_code < 500, (method, address, answer.status_code)
    to_log_in = answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    return answer.status_code not in (401, 403, 404, 405) and not to_log_in


def test_the_groups_of_the_table_are_who_they_say():
    assert set(DESK) == {"dispatcher", "controller", "administrator"}
    assert set(HEAD) < set(ORGANISATION)
    assert isinstance(OWN.day, date)
