"""Whether a practice appeal was worked on time, and if not, what was late. Pure: told by its journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_TERMS = {
    "accept": ("принято через", "не принято за"),
    "localise": ("бригада направлена позже срока", "бригада не направлена в срок"),
    "resolve": ("выполнено через", "не выполнено за"),
    "answer": ("ответ дан позже срока", "ответ не дан в срок"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the grade depends on: each clock that ran out, and in which round (reopened so often)."""

    breaches: Sequence[tuple[str, int]]
    rounds: int
    # When the clocks of the last round began: for accepting, and for all else.
    accept_from: datetime
    work_from: datetime
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    # How long each term was, in words: «30 мин».
    spans: dict[str, str] | None = None


def late(facts: Facts) -> list[str]:
    """A sentence for each term that was missed, in the order they were; none: on time."""
    return [
        _sentence(clock, facts) if at == facts.rounds else f"до возврата жителем: {_short(clock)}"
        for clock, at in dict.fromkeys(facts.breaches)
    ]


def _sentence(clock: str, facts: Facts) -> str:
    done, undone = _TERMS[clock]
    spans = facts.spans or {}
    moment, since = {
        "accept": (facts.accepted_at, facts.accept_from),
        "resolve": (facts.resolved_at, facts.work_from),
    }.get(clock, (None, facts.work_from))
    term = spans.get(clock, "")
    if clock not in ("accept", "resolve"):
        return done if facts.resolved_at is not None else undone
    if moment is None:
        return f"{undone} {term}" if term else _short(clock)
    told = f"{done} {length(moment - since)}"
    return f"{told}, срок {term}" if term else told


def _short(clock: str) -> str:
    return {"accept": "не принято в срок", "resolve": "не выполнено в срок"}.get(
        clock, _TERMS[clock][1]
    )


def length(span: timedelta) -> str:
    """«1 ч 12 мин», «3 д 4 ч»: two measures at most."""
    minutes = max(0, round(span.total_seconds() / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} д {hours} ч" if hours else f"{days} д"
    if hours:
        return f"{hours} ч {minutes} мин" if minutes else f"{hours} ч"
    return f"{minutes} мин"
