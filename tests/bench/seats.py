"""Signed-in places of a city, and the requests that a browser at each of them makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING

from tests.bench import city

if TYPE_CHECKING:
    from django.test import Client

    from tenants.isolation.scope import Tenant

# A page by its name: at which seat, and its address with facts of the city filled in.
PAGES = {
    "hall: board": ("dispatcher", "/desk/hall/"),
    "hall: overdue": ("dispatcher", "/desk/hall/?view=overdue"),
    "hall: under control": ("dispatcher", "/desk/hall/?view=strict"),
    "hall: all open": ("dispatcher", "/desk/hall/?view=open"),
    "hall: search by number": ("dispatcher", "/desk/hall/?q={serial}"),
    "hall: search by address": ("dispatcher", "/desk/hall/?q={address}"),
    "hall: an appeal beside": ("dispatcher", "/desk/hall/?appeal={number}"),
    "callbacks": ("dispatcher", "/desk/callbacks/"),
    "incidents": ("dispatcher", "/desk/incidents/"),
    "outages": ("dispatcher", "/desk/outages/"),
    "phone card: houses": ("dispatcher", "/desk/new/houses/?q={address}"),
    "queue": ("organisation", "/desk/queue/"),
    "queue: overdue": ("organisation", "/desk/queue/?view=overdue"),
    "queue: done": ("organisation", "/desk/queue/?view=done"),
}


@dataclass(frozen=True, slots=True)
class Seats:
    """The people of one city who are signed in, and facts to ask for."""

    host: str
    cookies: dict[str, str]
    facts: dict[str, str]

    def address(self, page: str) -> str:
        """The page's address in this city."""
        return PAGES[page][1].format(**self.facts)

    def requests(self, page: str, count: int) -> Iterator[bytes]:
        """So many requests of the page as its seat's browser sends them."""
        head = (
            f"GET {self.address(page)} HTTP/1.1\r\nHost: {self.host}\r\n"
            f"Cookie: {self.cookies[PAGES[page][0]]}\r\nAccept: text/html\r\n\r\n"
        )
        return islice(cycle([head.encode()]), count)


def client(seats: Seats, page: str) -> Client:
    """A browser in this very process, at the seat of the page."""
    from django.test import Client

    browser = Client(headers={"host": seats.host})
    name, _, value = seats.cookies[PAGES[page][0]].partition("=")
    browser.cookies[name] = value
    return browser


def taken(host: str) -> Seats:
    """Sign a dispatcher and a member of the busiest organisation in."""
    city.set_up()
    from urllib.parse import quote

    from appeals.models import Appeal, Member, StatusTally
    from tenants import directory
    from tenants.accounts.models import User
    from tenants.isolation import scope

    tenant = directory.by_host(host)
    if tenant is None:
        raise SystemExit(f"There is no city at {host}.")
    with scope.in_tenant(tenant):
        busiest = max(
            StatusTally.objects.filter(status="accepted", organisation_id__gt=0),
            key=lambda tally: tally.total,
        ).organisation_id
        member = Member.objects.filter(organisation_id=busiest, position=Member.DISPATCHER).first()
        if member is None:
            member = Member.objects.filter(organisation_id=busiest, crew=None).first()
        assert member is not None
        people = {
            "dispatcher": User.objects.filter(role="dispatcher").first(),
            "organisation": member.user,
        }
        appeal = Appeal.objects.open().exclude(house=None).order_by("-id").first()
        assert appeal is not None
        facts = {
            "serial": str(appeal.serial),
            "number": appeal.latin_number,
            "address": quote(appeal.address),
        }
    cookies = {name: _cookie(tenant, person) for name, person in people.items()}
    return Seats(host, cookies, facts)


def _cookie(tenant: Tenant, person: object) -> str:
    from django.conf import settings
    from django.test import Client

    from tenants.isolation import scope

    browser = Client(headers={"host": tenant.host})
    with scope.in_tenant(tenant):
        browser.force_login(person)  # type: ignore[arg-type]
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser.cookies[name].value}"
