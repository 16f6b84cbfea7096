"""Support looks into a city: asked, consented, entered by a one-time link, ended.

`ask`, `link` and `finish` are the office's, `answer`, `stand`, `enter` and `finish` the city's; the
rows stand in `public`, each city sees its own (tenants.models.SupportAccess).
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from tenants.accounts.actor import Actor
from tenants.accounts.models import SupportView, User
from tenants.fanout import outbox
from tenants.isolation import scope
from tenants.models import City, SupportAccess, SupportConsent
from tenants.models.support import MINUTES, REASON_LEAST

LINK_LIVES = timedelta(minutes=2)
ROLE = "support"
PERSON = "Поддержка платформы"


class Refused(RuntimeError):
    """It cannot be done; the sentence says why and what to do."""


def ask(
    city: City, *, reason: str, ticket: str, minutes: int, by: Actor, at: datetime
) -> SupportAccess:
    """Ask the city to be let in; a consent it has given for all times is filled in at once.

    Raises:
        Refused: no reason, no ticket, no such span, not a city that lives.
    """
    if city.kind != "city" or city.state != City.LIVE:
        raise Refused("Выберите город, который работает.")
    if len(reason.strip()) < REASON_LEAST:
        raise Refused("Опишите причину: не короче 20 знаков. Её прочтёт администратор города.")
    if not ticket.strip():
        raise Refused("Укажите номер обращения в поддержку.")
    if minutes not in MINUTES:
        raise Refused("Выберите, на сколько: 30 минут, 2 часа или 8 часов.")
    row = SupportAccess.objects.create(
        tenant=f"t_{city.schema_name}",
        city=city.name,
        operator_id=by.user_id or 0,
        operator_name=by.name,
        reason=reason.strip()[:500],
        ticket=ticket.strip()[:40],
        minutes=minutes,
        asked_at=at,
    )
    row.refresh_from_db()  # a standing consent is the database's to fill in
    outbox.put("support-asked", {"access": row.pk, "schema": city.schema_name})
    return row


def answer(pk: int, *, is_given: bool, by: Actor, at: datetime) -> SupportAccess:
    """The city's administrator lets in, or does not.

    Raises:
        Refused: nothing waits for an answer.
    """
    row = _locked(pk)
    if row.state(at) != SupportAccess.ASKED:
        raise Refused("На эту просьбу уже ответили, или она устарела.")
    if is_given:
        row.consented_at, row.consented_by = at, by.name
    else:
        row.refused_at, row.refused_by = at, by.name
    row.save(update_fields=["consented_at", "consented_by", "refused_at", "refused_by"])
    return row


def stand(*, is_given: bool, by: Actor) -> SupportConsent:
    """Let support in without asking each time, or no longer."""
    return SupportConsent.objects.create(
        tenant=scope.require().role, is_given=is_given, by_id=by.user_id or 0, by_name=by.name
    )


def standing() -> SupportConsent | None:
    """The consent for all times that holds now."""
    last = SupportConsent.objects.filter(tenant=scope.require().role).first()
    return last if last is not None and last.is_given else None


def link(pk: int, *, by: Actor, at: datetime) -> str:
    """A token that opens the look once, within two minutes; only for whoever asked.

    Raises:
        Refused: there is no consent, or it was used, or it is somebody else's.
    """
    row = _locked(pk)
    if row.operator_id != by.user_id:
        raise Refused("Войти может только тот, кто просил.")
    if row.state(at) != SupportAccess.READY:
        raise Refused("Согласия города нет, или вход уже был.")
    token = secrets.token_urlsafe(32)
    row.link_digest, row.link_until = _digest(token), at + LINK_LIVES
    row.save(update_fields=["link_digest", "link_until"])
    return token


def found(token: str, *, at: datetime) -> SupportAccess | None:
    """Whose link this is, while it opens."""
    row = SupportAccess.objects.filter(
        tenant=scope.require().role, link_digest=_digest(token), link_until__gt=at
    ).first()
    return row if row is not None and row.state(at) == SupportAccess.READY else None


def enter(token: str, *, at: datetime) -> tuple[SupportAccess, User]:
    """Use the link up: from now on the clock runs.

    Raises:
        Refused: it opened already, is too old, or is of another city.
    """
    known = found(token, at=at)
    row = _locked(known.pk) if known else None
    if row is None or row.state(at) != SupportAccess.READY:
        raise Refused("Ссылка уже открывалась или устарела. Возьмите новую в консоли.")
    row.opened_at, row.until, row.link_digest = at, at + timedelta(minutes=row.minutes), ""
    row.save(update_fields=["opened_at", "until", "link_digest"])
    person = User.objects.filter(role=ROLE).first()
    if person is None:
        person = User.objects.create_user(email=None, password=None, name=PERSON, role=ROLE)
    return row, person


def current(pk: object, *, at: datetime) -> SupportAccess | None:
    """The look of this session, while it lasts."""
    if not isinstance(pk, int):
        return None
    row = SupportAccess.objects.filter(pk=pk, tenant=scope.require().role).first()
    return row if row is not None and row.state(at) == SupportAccess.OPEN else None


def open_now(*, at: datetime) -> list[SupportAccess]:
    """Who looks into the current city at this moment."""
    return list(
        SupportAccess.objects.filter(
            tenant=scope.require().role, finished_at=None, until__gt=at
        ).order_by("until")
    )


def finish(pk: int, *, by: str, at: datetime) -> SupportAccess:
    """End the look, from either side; at the next request nothing opens any more.

    Raises:
        Refused: it is over.
    """
    row = _locked(pk)
    if row.state(at) not in (SupportAccess.OPEN, SupportAccess.READY, SupportAccess.ASKED):
        raise Refused("Этот вход уже закончен.")
    row.finished_at, row.finished_by = at, by
    row.save(update_fields=["finished_at", "finished_by"])
    return row


def views(access: SupportAccess) -> list[SupportView]:
    """The pages of one look, in order."""
    return list(SupportView.objects.filter(access_id=access.pk).order_by("id"))


def _locked(pk: int) -> SupportAccess:
    row = SupportAccess.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused("Такой просьбы нет.")
    return row


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
