"""The report of a week: subscribers by stage, the change since it began, the words for the mayor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from appeals import labels
from onboarding.organisations.report import snapshots
from onboarding.organisations.report.reading import Row, rows
from onboarding.organisations.today import today
from tenants.isolation import scope

# From the nearest to live work to the farthest; those who have left stand last.
ORDER = ("live", "suspended", "trial", "training", "agreement", "invited", "ended")
_COUNTED = ORDER[:-1]


@dataclass(frozen=True, slots=True)
class Group:
    """The organisations of one stage."""

    stage: str
    word: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Change:
    """What a week has changed for one organisation, in words; `is_ahead`: it came nearer to work."""

    name: str
    words: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page, the PDF and the spreadsheet show."""

    city: str
    day: date
    at: datetime
    since: date | None
    groups: list[Group]
    changes: list[Change]
    phrase: str

    @property
    def rows(self) -> list[Row]:
        """All of them in the order they are shown."""
        return [row for group in self.groups for row in group.rows]

    @property
    def total(self) -> int:
        """Those who have not left."""
        return sum(len(group.rows) for group in self.groups if group.stage in _COUNTED)

    @property
    def trained(self) -> tuple[int, int]:
        """People who have passed, of all people."""
        return _sum(row.trained for row in self.rows)


def compose(*, at: datetime) -> Report:
    """The report as it is at this moment."""
    told = rows(at=at)
    groups = [
        Group(stage, str(labels.STAGES[stage]), found)
        for stage in ORDER
        if (found := [row for row in told if row.stage == stage])
    ]
    snapshot = snapshots.before(at=at)
    changes = changed(told, snapshot.rows) if snapshot else []
    day = today(at)
    return Report(
        city=scope.require().name,
        day=day,
        at=at,
        since=today(snapshot.at) if snapshot else None,
        groups=groups,
        changes=changes,
        phrase=phrase(told, changes),
    )


def changed(told: Sequence[Row], kept: Sequence[Mapping[str, Any]]) -> list[Change]:
    """What is otherwise than it was, organisation by organisation, who came nearer to work first."""
    earlier = {each["organisation"]: each for each in kept}
    found = [
        change
        for row in told
        if (change := _change(row, earlier.get(row.organisation))) is not None
    ]
    return sorted(found, key=lambda one: not one.is_ahead)


def _change(row: Row, was: Mapping[str, Any] | None) -> Change | None:
    if was is None:
        return Change(row.name, f"новая: {labels.STAGES[row.stage]}", True)
    parts, is_ahead = [], False
    if was["stage"] != row.stage:
        is_ahead = ORDER.index(row.stage) < ORDER.index(was["stage"])
        parts.append(f"{labels.STAGES[was['stage']]} → {labels.STAGES[row.stage]}")
    if more := row.trained[0] - was["trained"][0]:
        parts.append(f"обучено {more:+d}")
    if more := row.practised[1] - was["practised"][1]:
        parts.append(f"учебных обращений {more:+d}")
    return Change(row.name, ", ".join(parts), is_ahead) if parts else None


def phrase(told: Sequence[Row], changes: Sequence[Change]) -> str:
    """What the curator says to the mayor: two or three sentences, numbers first."""
    counts = Counter(row.stage for row in told)
    total = sum(counts[stage] for stage in _COUNTED)
    if not total:
        return "Организации ещё не приглашены."
    rest = [
        f"{word} {counts[stage]}"
        for stage, word in (
            ("trial", "в тестовом режиме"),
            ("training", "на обучении"),
            ("agreement", "на подписании соглашения"),
            ("invited", "приглашено"),
            ("suspended", "приостановлено"),
        )
        if counts[stage]
    ]
    said = [f"Организаций в городе: {total}, в работе {counts['live']}"]
    said[0] += f", {', '.join(rest)}." if rest else "."
    passed, people = _sum(row.trained for row in told)
    if people:
        said.append(f"Сотрудников обучено: {passed} из {people}.")
    ahead = [one.name for one in changes if one.is_ahead]
    if ahead:
        said.append(f"За неделю продвинулись: {', '.join(ahead)}.")
    elif changes:
        said.append("За неделю никто не перешёл на следующий этап.")
    return " ".join(said)


def _sum(pairs: Any) -> tuple[int, int]:
    first, second = 0, 0
    for one, other in pairs:
        first, second = first + one, second + other
    return first, second
