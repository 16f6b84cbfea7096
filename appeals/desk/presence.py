"""Who has an appeal open now and whether they write: a hint between colleagues, never a lock.

Kept in the cache for a minute and a bit, so that a closed lid is forgotten by itself. A page carries
a signed seat and beats with it: neither the database nor the session is asked. Colleagues of one
side (the desk, one organisation) see each other's names, the other side only whose part it is.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.core.cache import cache

from tenants.accounts.actor import Actor
from tenants.isolation import keys

FORGOTTEN_SECONDS = 75
# Somebody who typed so lately is still writing.
WRITES_SECONDS = 60
# A page open longer than a shift stops beating.
_SEAT_SECONDS = 12 * 3600
_DESK = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place before one appeal: which side (0: the desk), whose name, which part."""

    appeal: int
    user: int
    side: int
    role: str
    name: str

    @property
    def token(self) -> str:
        """The seat as its page carries it, signed for this city."""
        return signing.dumps(asdict(self), salt=_salt(), compress=True)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else at the same appeal, as far as this side may know them."""

    name: str
    role: str
    since: datetime
    writes: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """What a page shows and carries: its own seat and who else sits there."""

    token: str
    others: Sequence[Other]


def seat(appeal_id: int, actor: Actor) -> Seat:
    """The place of this person before this appeal."""
    return Seat(
        appeal=appeal_id,
        user=actor.user_id or 0,
        side=actor.organisation_id or _DESK,
        role=str(actor.role),
        name=actor.name,
    )


def of_token(token: str) -> Seat | None:
    """The seat a page carries; None for one that was not given here, or long ago."""
    try:
        return Seat(**signing.loads(token, salt=_salt(), max_age=_SEAT_SECONDS))
    except (signing.BadSignature, TypeError):
        return None


def enter(appeal_id: int, actor: Actor, now: datetime) -> Presence:
    """Sit down with a page that opens; without JavaScript the place is soon free again."""
    mine = seat(appeal_id, actor)
    return Presence(mine.token, beat(mine, now))


def beat(mine: Seat, now: datetime, *, writes: bool = False) -> Sequence[Other]:
    """Say that this person is still here; who else is."""
    places = _places(mine.appeal, now)
    key = str(mine.user)
    before = places.get(key, {})
    places[key] = {
        "side": mine.side,
        "role": mine.role,
        "name": mine.name,
        "since": before.get("since", now.timestamp()),
        "seen": now.timestamp(),
        "wrote": now.timestamp() if writes else before.get("wrote", 0.0),
    }
    cache.set(_key(mine.appeal), places, FORGOTTEN_SECONDS)
    return _others(places, mine, now)


def leave(mine: Seat, now: datetime) -> None:
    """Get up."""
    places = _places(mine.appeal, now)
    if places.pop(str(mine.user), None) is not None:
        cache.set(_key(mine.appeal), places, FORGOTTEN_SECONDS)


def _others(places: dict[str, Any], mine: Seat, now: datetime) -> list[Other]:
    found = [
        Other(
            name=place["name"] if place["side"] == mine.side else "",
            role=place["role"],
            since=datetime.fromtimestamp(place["since"], tz=now.tzinfo),
            writes=now.timestamp() - place["wrote"] <= WRITES_SECONDS,
        )
        for user, place in places.items()
        if user != str(mine.user)
    ]
    return sorted(found, key=lambda other: (not other.writes, other.since))


def _places(appeal_id: int, now: datetime) -> dict[str, Any]:
    """Everybody who was seen lately."""
    places: dict[str, Any] = cache.get(_key(appeal_id)) or {}
    oldest = now.timestamp() - FORGOTTEN_SECONDS
    return {user: place for user, place in places.items() if place["seen"] > oldest}


def _key(appeal_id: int) -> str:
    return f"presence:{appeal_id}"


def _salt() -> str:
    return keys.salt("presence")
