"""Bringing a city's archive of appeals in: numbered anew, with journals, told to nobody.

The journal says what the archive says and no more: registered, and accepted, resolved, closed
where the archive has the date. What is still open begins at the dispatch desk, its clocks running
from the import. Imported appeals are not public unless the city asks for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from appeals.actions import clocks
from appeals.masking import masked
from appeals.models import Appeal, Category, Organisation
from appeals.places import morton
from appeals.registry import history
from appeals.registry.history import PastAppeal, PastEvent
from appeals.registry.house_book import HouseBook
from appeals.registry.importing import NothingTaken
from appeals.registry.layouts import Layout
from appeals.registry.past_rows import PastReader, PastRow
from appeals.registry.problems import Problem
from appeals.registry.tables import Table
from appeals.registry.themes import Themes
from appeals.registry.wording import folded
from appeals.workflow import Status
from tenants.isolation import scope

CHANNEL = "import"
WHO = "Перенос архива"
_BATCH = 2000
_STEP = timedelta(microseconds=1)
Tick = Callable[[int], None]


@dataclass(slots=True)
class PastOutcome:
    """What an import of an archive found and did."""

    read: int = 0
    taken: list[PastRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def refused_lines(self) -> set[int]:
        """The lines that were not taken."""
        return {problem.line for problem in self.problems if problem.refuses}


def look(
    table: Table, layout: Layout, *, now: datetime, tick: Tick = lambda count: None
) -> PastOutcome:
    """Read and check the whole archive without writing anything."""
    outcome = PastOutcome()
    zone = ZoneInfo(scope.require().time_zone)
    reader = PastReader(layout, table.header, zone=zone, now=now)
    for row in table.rows():
        outcome.read += 1
        past = reader.read(row)
        if past is not None:
            outcome.taken.append(past)
        tick(1)
    outcome.taken.sort(key=lambda past: (past.registered_at, past.line))
    outcome.problems = reader.problems
    return outcome


@transaction.atomic
def bring_in(
    outcome: PastOutcome,
    *,
    now: datetime,
    public: bool = False,
    skip_bad: bool = False,
    tick: Tick = lambda count: None,
) -> PastOutcome:
    """Write what `look` found, in the city of the moment; the same archive twice adds nothing.

    The caller rebuilds the counters in the same transaction.

    Raises:
        NothingTaken: there are refused rows and `skip_bad` was not asked for.
    """
    if outcome.refused_lines and not skip_bad:
        raise NothingTaken(outcome)
    author = _Author(outcome, now=now, public=public)
    for batch in _batches(outcome.taken):
        known = set(
            Appeal.objects.filter(intake_key__in=[row.key for row in batch]).values_list(
                "intake_key", flat=True
            )
        )
        fresh = [author.write(row) for row in batch if row.key not in known]
        history.write(fresh)
        outcome.written["created"] += len(fresh)
        outcome.written["unchanged"] += len(batch) - len(fresh)
        tick(len(batch))
    return outcome


class _Author:
    """Turns rows into appeals with what the city knows of houses, themes and organisations."""

    def __init__(self, outcome: PastOutcome, *, now: datetime, public: bool) -> None:
        self._outcome, self._now, self._public = outcome, now, public
        self._zone = ZoneInfo(scope.require().time_zone)
        self._houses = HouseBook()
        self._themes = Themes(list(Category.objects.for_filing()))
        self._organisations: dict[str, Organisation] = {}
        for row in Organisation.objects.all():
            for name in (row.name, row.short_name):
                self._organisations.setdefault(_plain(name), row)

    def write(self, row: PastRow) -> PastAppeal:
        """The appeal of one row with its journal."""
        category = self._themes.of(row.category, row.text)
        if category.code == Category.OTHER and row.category:
            self._remark(row, "unknown_category", f"Темы «{row.category}» в каталоге нет.")
        organisation = self._organisation(row)
        appeal = Appeal(
            year=row.registered_at.astimezone(self._zone).year,
            intake_key=row.key,
            text=row.text,
            public_text=masked(row.text),
            category=category,
            sector=category.sector.code,
            service=category.service,
            channel=CHANNEL,
            is_public=self._public,
            is_emergency=category.is_emergency and row.status == Status.REGISTERED,
            address=row.address,
            registered_at=row.registered_at,
            clocks_from=row.registered_at,
            status=row.status,
            accepted_at=row.accepted_at,
            resolved_at=row.resolved_at,
            organisation=organisation if row.status != Status.REGISTERED else None,
            named_organisation=organisation if row.status == Status.REGISTERED else None,
        )
        self._place(row, appeal)
        events = self._events(row, appeal)
        appeal.status_at = events[-1].at
        if row.status == Status.REGISTERED:
            appeal.clocks_from = self._now
            clocks.start(appeal, category, None, at=self._now)
            clocks.wind(appeal)
        else:
            appeal.closed_at = events[-1].at
            appeal.outcome = "refused" if row.status == Status.REJECTED else "fixed"
        appeal.version = len(events)
        return PastAppeal(appeal, events, _applicant(row))

    def _events(self, row: PastRow, appeal: Appeal) -> list[PastEvent]:
        owner = appeal.organisation_id
        name = str(appeal.organisation) if appeal.organisation else row.organisation
        details: dict[str, Any] = {"channel": CHANNEL}
        if row.outside_id:
            details["outside"] = row.outside_id
        if row.channel:
            details["source"] = row.channel
        events = [_event("register", "", Status.REGISTERED, row.registered_at, None, details)]
        if row.status == Status.REGISTERED:
            return events
        if row.accepted_at:
            told = {"organisation": name}
            events.append(_next(events, "accept", Status.ACCEPTED, row.accepted_at, owner, told))
        if row.resolved_at:
            told = {"comment": "", "organisation": name}
            events.append(_next(events, "resolve", Status.RESOLVED, row.resolved_at, owner, told))
        closed = row.closed_at or events[-1].at
        if row.status == Status.REJECTED:
            events.append(_next(events, "reject", Status.REJECTED, closed, owner, {"comment": ""}))
        else:
            events.append(_next(events, "archive", Status.ARCHIVED, closed, owner, {}))
        return events

    def _place(self, row: PastRow, appeal: Appeal) -> None:
        house = self._houses.find(row.address) if row.address else None
        appeal.latitude, appeal.longitude = row.latitude, row.longitude
        if house is not None:
            appeal.house_id, appeal.address = house.id, house.address
            appeal.district = house.district
            if appeal.latitude is None:
                appeal.latitude, appeal.longitude = house.latitude, house.longitude
        elif row.address:
            self._remark(row, "unknown_house", f"Дома «{row.address[:80]}» нет в реестре.")
        if appeal.latitude is not None and appeal.longitude is not None:
            appeal.qk = morton(appeal.latitude, appeal.longitude)

    def _organisation(self, row: PastRow) -> Organisation | None:
        if not row.organisation:
            return None
        found = self._organisations.get(_plain(row.organisation))
        if found is None:
            sentence = (
                f"Организации «{row.organisation[:80]}» в городе нет: имя осталось в журнале."
            )
            self._remark(row, "unknown_organisation", sentence)
        return found

    def _remark(self, row: PastRow, reason: str, sentence: str) -> None:
        self._outcome.problems.append(Problem(row.line, reason, sentence, False))


def _event(
    kind: str, was: str, became: str, at: datetime, owner: int | None, details: dict[str, Any]
) -> PastEvent:
    return PastEvent(kind, str(was), str(became), at, "system", None, WHO, owner, details)


def _next(
    events: list[PastEvent], kind: str, became: str, at: datetime, owner: int | None,
    details: dict[str, Any],
) -> PastEvent:  # fmt: skip
    last = events[-1]
    return _event(kind, last.status_to, became, max(at, last.at + _STEP), owner, details)


def _applicant(row: PastRow) -> dict[str, str] | None:
    if not (row.applicant or row.phone or row.flat):
        return None
    return {"name": row.applicant, "phone": row.phone, "flat": row.flat}


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", folded(name)))


def _batches(rows: list[PastRow]) -> Iterator[list[PastRow]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
