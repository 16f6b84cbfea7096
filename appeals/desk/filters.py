"""What a list is narrowed by: kept in its address, so that a colleague opens the same list."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Q

from appeals import digits, labels
from appeals.workflow import OPEN
from appeals.workflow import Status as S

_LONGEST = 100
_NOBODY = "none"
# Groups of states, named like the lists of the rail.
STATES: Mapping[str, frozenset[S]] = {
    "unassigned": frozenset({S.REGISTERED, S.RETURNED}),
    "accept": frozenset({S.ASSIGNED, S.REOPENED}),
    "waiting": frozenset({S.ASSIGNED, S.REOPENED}),
    "work": frozenset({S.ACCEPTED, S.CREW_DISPATCHED}),
    "crews": frozenset({S.CREW_DISPATCHED}),
    "aside": frozenset({S.POSTPONED, S.NEEDS_INFORMATION}),
    "returned": frozenset({S.RETURNED}),
    "questions": frozenset({S.NEEDS_INFORMATION}),
    "postponed": frozenset({S.POSTPONED}),
    "open": OPEN,
}


def _states(value: str, now: datetime) -> Q | None:
    return Q(status__in=sorted(STATES[value])) if value in STATES else None


def _crew(value: str, now: datetime) -> Q | None:
    if value == _NOBODY:
        return Q(crew=None)
    number = digits.key(value)
    return None if number is None else Q(crew_id=number)


def _control(value: str, now: datetime) -> Q | None:
    level = digits.key(value)
    return Q(control_level__gte=level) if level is not None and 0 < level < 100 else None


def _words(value: str, now: datetime) -> Q:
    """Words of the public text, the address or the landmark; never of what is hidden."""
    return (
        Q(public_text__icontains=value) | Q(address__icontains=value) | Q(landmark__icontains=value)
    )


_CONDITIONS: Mapping[str, Callable[[str, datetime], Q | None]] = {
    "state": _states,
    "category": lambda value, now: Q(category__code=value),
    "sector": lambda value, now: Q(sector=value),
    "service": lambda value, now: Q(service=value),
    "district": lambda value, now: Q(district=value),
    "street": lambda value, now: Q(address__icontains=value),
    "crew": _crew,
    "control": _control,
    "overdue": lambda value, now: Q(next_clock_at__lt=now),
    "channel": lambda value, now: Q(channel=value) if value in labels.CHANNELS else None,
    "text": _words,
}
NAMES = tuple(_CONDITIONS)
# A list of the rail said as filters, so that it can be shared.
_OF_LIST: Mapping[str, tuple[str, str]] = {"overdue": ("overdue", "1"), "strict": ("control", "1")}


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of one list: name → value, only those that are known."""

    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, told: Mapping[str, str]) -> "Filters":
        """Those of an address or of a stored view; what means nothing is left out."""
        moment = datetime.min.replace(tzinfo=UTC)
        cleaned = {name: " ".join(str(told.get(name, "")).split())[:_LONGEST] for name in NAMES}
        return cls(
            {
                name: value
                for name, value in cleaned.items()
                if value and "\x00" not in value and _CONDITIONS[name](value, moment) is not None
            }
        )

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.chosen.items())

    def condition(self, now: datetime) -> Q:
        """All of them at once."""
        wanted = Q()
        for name, value in self.chosen.items():
            one = _CONDITIONS[name](value, now)
            if one is not None:
                wanted &= one
        return wanted

    def of_list(self, name: str) -> "Filters":
        """The same within a list of the rail, all said as filters."""
        if name in _OF_LIST:
            key, value = _OF_LIST[name]
            return Filters({**self.chosen, key: self.chosen.get(key, value)})
        if name in STATES and "state" not in self.chosen:
            return Filters({**self.chosen, "state": name})
        return self

    @property
    def address(self) -> str:
        """What an address says after the question mark."""
        return urlencode(sorted(self.chosen.items()))
