"""The city's own address: named, proved by a CNAME, answered on, made the main one, withdrawn.

The city's role adds rows and messages; everything that gives a host to a city runs outside the
request, for the office, and is carried out by the steward (tenants.lifecycle.hosts).
"""

import ipaddress
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from appeals.errors import BadInput, NotFound
from onboarding.cities import dns
from onboarding.cities.models import OwnDomain
from tenants.accounts.actor import Actor
from tenants.fanout import outbox
from tenants.isolation import scope
from tenants.models import City, Domain, HostWish, Offboarding

MOST = 5
# After each look that found nothing; the last one goes on for a week.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))
GIVES_UP = timedelta(days=7)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def ask(text: str, *, by: Actor, at: datetime) -> OwnDomain:
    """Name a host; its record is looked for at once and then with growing pauses.

    Raises:
        BadInput: no host, the platform's, named already, or too many.
    """
    host = normalised(text)
    if OwnDomain.objects.filter(tenant=scope.require().role).count() >= MOST:
        raise BadInput({"host": f"Адресов может быть не больше {MOST}: уберите лишний."})
    try:
        with transaction.atomic():
            row = OwnDomain.objects.create(
                tenant=scope.require().role, host=host, asked_by=by.name, asked_at=at, next_at=at
            )
    except IntegrityError as error:
        raise BadInput({"host": "Этот адрес у города уже есть в списке."}) from error
    outbox.put("own-domain", {"domain": row.pk, "what": "check"})
    return row


def wish(pk: int, what: str) -> None:
    """Look again now, make it the main address, or go back to the platform's.

    Raises:
        NotFound: the city has no such host, or it is not proved.
    """
    row = own(pk)
    if what not in ("check", "primary", "back") or (
        what != "check" and row.state != OwnDomain.VERIFIED
    ):
        raise NotFound
    outbox.put("own-domain", {"domain": row.pk, "what": what})


def withdraw(pk: int) -> None:
    """Answer on it no more.

    Raises:
        BadInput: it is the main address now.
        NotFound
    """
    row = own(pk)
    if row.host == scope.require().host:
        raise BadInput({"host": "Это основной адрес города: сначала верните адрес платформы."})
    outbox.put("own-domain", {"host": row.host, "what": "drop"})
    row.delete()


def own(pk: int) -> OwnDomain:
    """A host of the current city.

    Raises:
        NotFound
    """
    row = OwnDomain.objects.filter(tenant=scope.require().role, pk=pk).first()
    if row is None:
        raise NotFound
    return row


def normalised(text: str) -> str:
    """The host as DNS knows it: lower case, without scheme, path and port, .рф by its Latin spelling.

    Raises:
        BadInput: it is none, an address of a machine, or the platform's own.
    """
    typed = text.strip().lower()
    told = urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
    try:
        host = told.rstrip(".").encode("idna").decode() if told else ""
    except UnicodeError:
        host = ""
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        raise BadInput({"host": "Введите имя сайта, например otklik.penza.ru или отклик.пенза.рф."})
    if _is_number(host) or labels[-1].isdigit():
        raise BadInput({"host": "Нужно имя, а не адрес машины из цифр."})
    base = settings.BASE_DOMAIN
    if host == base or host.endswith(f".{base}"):
        raise BadInput({"host": "Это адрес платформы: он у города уже есть."})
    return host


def target(schema: str) -> str:
    """Where the city's CNAME must lead; it never changes, whatever the city is called."""
    return f"{schema.replace('_', '-')}.{settings.BASE_DOMAIN}"


def look(pk: int, *, at: datetime) -> OwnDomain | None:
    """Ask DNS and write down what it said; entered into the office, outside any transaction."""
    with transaction.atomic():
        row = OwnDomain.objects.filter(pk=pk).exclude(state=OwnDomain.VERIFIED).first()
    if row is None:
        return None
    found = dns.cname(row.host)
    wanted = target(row.tenant.removeprefix("t_"))
    with transaction.atomic():
        return _noted(row, found, wanted, at)


def due(at: datetime) -> list[int]:
    """Which hosts are to be looked at now; entered into the office."""
    rows = OwnDomain.objects.filter(state=OwnDomain.WAITING, next_at__lte=at)
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:50])


def give(pk: int, *, back: bool, at: datetime) -> None:
    """Make the host the city's main one, or the platform's again; entered into the office."""
    row = OwnDomain.objects.filter(pk=pk, state=OwnDomain.VERIFIED).first()
    city = _city(row.tenant) if row else None
    if row is None or city is None:
        return
    host: str | None = row.host
    if back:
        suffix = f".{settings.BASE_DOMAIN}"
        hosts = Domain.objects.filter(tenant=city, domain__endswith=suffix)
        host = hosts.order_by("id").values_list("domain", flat=True).last()
    if host:
        _wish(city, host, HostWish.PRIMARY, row.asked_by, at)


def drop(tenant: str, host: str, *, at: datetime) -> None:
    """Take a withdrawn host off; entered into the office."""
    city = _city(tenant)
    if city is not None and Domain.objects.filter(tenant=city, domain=host).exists():
        _wish(city, host, HostWish.DROP, "", at)


def forget(ended: Offboarding) -> None:
    """A city that was deleted has no hosts (settings.CITY_ENDED)."""
    OwnDomain.objects.using("owner").filter(tenant=ended.tenant).delete()


def _noted(row: OwnDomain, found: dns.Answer, wanted: str, at: datetime) -> OwnDomain:
    row.checked_at, row.tries = at, row.tries + 1
    city = _city(row.tenant)
    taken = Domain.objects.filter(domain=row.host).exclude(tenant=city).exists()
    if taken or city is None:
        row.state, row.next_at = OwnDomain.FAILED, None
        row.sentence = "Этот адрес уже занят другим городом: напишите в поддержку."
    elif found.name == wanted:
        row.state, row.next_at, row.verified_at = OwnDomain.VERIFIED, None, at
        row.sentence = "Запись найдена: город отвечает и на этом адресе."
        _wish(city, row.host, HostWish.ADD, row.asked_by, at)
    elif at - row.asked_at >= GIVES_UP and found.is_told:
        row.state, row.next_at = OwnDomain.FAILED, None
        row.sentence = f"За неделю нужной записи не появилось. {found.sentence(wanted)}"
    else:
        row.state = OwnDomain.WAITING
        row.next_at = at + PAUSES[min(row.tries, len(PAUSES)) - 1]
        row.sentence = found.sentence(wanted)
    row.save()
    return row


def _wish(city: City, host: str, what: str, by: str, at: datetime) -> None:
    HostWish.objects.create(city=city, host=host, what=what, ordered_by=by, ordered_at=at)


def _city(tenant: str) -> City | None:
    return City.objects.filter(schema_name=tenant.removeprefix("t_"), state=City.LIVE).first()


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
