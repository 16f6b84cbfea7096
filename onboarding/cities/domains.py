"""The city's own address: named, proved by a CNAME again every day, made the main one, withdrawn.

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
from tenants.accounts import limits
from tenants.accounts.actor import Actor
from tenants.fanout import outbox
from tenants.isolation import scope
from tenants.models import City, Domain, HostWish, Offboarding

MOST = 5
# After each look that found nothing; the last one goes on for a week.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))
GIVES_UP = timedelta(days=7)
# A proved host is looked at daily; after so many days without its record it is no longer ours to answer.
DAILY = timedelta(days=1)
LOST_AFTER = 2
LOOKS_AN_HOUR = 30
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def ask(text: str, *, by: Actor, at: datetime) -> OwnDomain:
    """Name a host; its record is looked for at once and then with growing pauses.

    Raises:
        BadInput: no host, the platform's, named already, or too many.
    """
    host = normalised(text)
    _limit_looks()
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
        BadInput: looked for too often.
        NotFound: the city has no such host, or it is not proved.
    """
    row = own(pk)
    if what not in ("check", "primary", "back") or (
        what == "primary" and row.state != OwnDomain.VERIFIED
    ):
        raise NotFound
    if what == "check":
        _limit_looks()
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
    if _is_platforms(host):
        raise BadInput({"host": "Это адрес платформы: он у города уже есть."})
    return host


def target(schema: str) -> str:
    """Where the city's CNAME must lead; it never changes, whatever the city is called."""
    return f"{schema.replace('_', '-')}.{settings.BASE_DOMAIN}"


def look(pk: int, *, at: datetime) -> OwnDomain | None:
    """Ask DNS and write down what it said; entered into the office, outside any transaction."""
    with transaction.atomic():
        row = _to_look(pk, at)
    if row is None:
        return None
    found = dns.cname(row.host)
    wanted = target(row.tenant.removeprefix("t_"))
    with transaction.atomic():
        # Locked: a host withdrawn meanwhile is noted no more, one withdrawn later is dropped after.
        again = _to_look(pk, at, is_locked=True)
        return _noted(again, found, wanted, at) if again else None


def due(at: datetime) -> list[int]:
    """Which hosts are to be looked at now; entered into the office."""
    rows = OwnDomain.objects.filter(next_at__lte=at)
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:50])


def give(pk: int, *, at: datetime) -> None:
    """Make the host the city's main one; entered into the office."""
    rows = OwnDomain.objects.select_for_update()
    row = rows.filter(pk=pk, state=OwnDomain.VERIFIED).first()
    city = _city(row.tenant) if row else None
    if row is not None and city is not None:
        _wish(city, row.host, HostWish.PRIMARY, row.asked_by, at)


def give_back(tenant: str, *, at: datetime) -> None:
    """Make the platform's address the city's main one again; entered into the office."""
    city = _city(tenant)
    if city is None:
        return
    hosts = Domain.objects.filter(tenant=city, domain__endswith=f".{settings.BASE_DOMAIN}")
    host = hosts.order_by("id").values_list("domain", flat=True).last()
    if host:
        _wish(city, host, HostWish.PRIMARY, "", at)


def drop(tenant: str, host: str, *, at: datetime) -> None:
    """Take a host off, and whatever is still wished for it; entered into the office.

    Wishes are carried out in their order: this one comes after all that gave the host, and where
    it is the main one, or is about to be, the platform's address takes its place first.
    """
    city = _city(tenant)
    if city is None or _is_platforms(host):
        return
    is_main = Domain.objects.filter(tenant=city, domain=host, is_primary=True).exists()
    pending = HostWish.objects.filter(city=city, host=host, what=HostWish.PRIMARY, done_at=None)
    if is_main or pending.exists():
        give_back(tenant, at=at)
    _wish(city, host, HostWish.DROP, "", at)


def forget(ended: Offboarding) -> None:
    """A city that was deleted has no hosts (settings.CITY_ENDED)."""
    OwnDomain.objects.using("owner").filter(tenant=ended.tenant).delete()


def _noted(row: OwnDomain, found: dns.Answer, wanted: str, at: datetime) -> OwnDomain:
    row.checked_at = at
    city = _city(row.tenant)
    taken = Domain.objects.filter(domain=row.host).exclude(tenant=city).exists()
    if taken or city is None:
        row.state, row.next_at = OwnDomain.FAILED, None
        row.sentence = "Этот адрес уже занят другим городом: напишите в поддержку."
    elif found.name == wanted:
        if row.state != OwnDomain.VERIFIED:
            row.state, row.verified_at = OwnDomain.VERIFIED, at
            _wish(city, row.host, HostWish.ADD, row.asked_by, at)
        row.tries, row.next_at = 0, at + DAILY
        row.sentence = "Запись найдена: город отвечает и на этом адресе."
    elif row.state == OwnDomain.VERIFIED:
        _doubted(row, found, wanted, at)
    elif at - row.asked_at >= GIVES_UP and found.is_told:
        row.state, row.next_at = OwnDomain.FAILED, None
        row.sentence = f"За неделю нужной записи не появилось. {found.sentence(wanted)}"
    else:
        row.state, row.tries = OwnDomain.WAITING, row.tries + 1
        row.next_at = at + PAUSES[min(row.tries, len(PAUSES)) - 1]
        row.sentence = found.sentence(wanted)
    row.save()
    return row


def _doubted(row: OwnDomain, found: dns.Answer, wanted: str, at: datetime) -> None:
    """A proved host without its record: another owner may have it, so it does not stay for long."""
    row.next_at = at + DAILY
    if not found.is_told:
        return  # silence proves nothing
    row.tries += 1
    row.sentence = f"Запись пропала. {found.sentence(wanted)}"
    if row.tries >= LOST_AFTER:
        row.state, row.next_at = OwnDomain.FAILED, None
        drop(row.tenant, row.host, at=at)


def _to_look(pk: int, at: datetime, *, is_locked: bool = False) -> OwnDomain | None:
    """The host, unless it was proved within the day."""
    rows = OwnDomain.objects.select_for_update() if is_locked else OwnDomain.objects.all()
    return rows.filter(pk=pk).exclude(state=OwnDomain.VERIFIED, next_at__gt=at).first()


def _limit_looks() -> None:
    if not limits.allowed("own-domain-look", scope.require().schema, LOOKS_AN_HOUR, 3600):
        raise BadInput({"host": "Проверок за час слишком много: подождите, мы посмотрим сами."})


def _is_platforms(host: str) -> bool:
    base = settings.BASE_DOMAIN
    return host == base or host.endswith(f".{base}")


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
