"""The counters of the hall: one statement, counted once in a few seconds for everybody in the room.

Every seat of the hall sees every appeal, so the counters are the same for all of them; however many
people look and however long the lists are, the city is asked no oftener than the cache forgets.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from appeals import workflow
from appeals.desk import counting, lists
from appeals.models import Appeal, Incident, Outage
from appeals.models.appeal import AppealQuerySet
from tenants.accounts.actor import Actor

FRESH_SECONDS = 5
# So far overdue ones and a sector's are counted.
FAR = 1000
_SECTORS = """
SELECT jsonb_agg(jsonb_build_object('code', s.code, 'names', s.names, 'count', (
    SELECT count(*) FROM (
        SELECT FROM appeals_appeal a WHERE a.sector = s.code AND a.status = ANY(%s) AND NOT a.is_trial
        LIMIT %s
    ) rows)) ORDER BY s.position) FROM appeals_sector s
"""


@dataclass(frozen=True, slots=True)
class Industry:
    """A sector of the rail with how many of its appeals are open."""

    view: str
    title: str
    count: int
    word: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is counted on the spot: overdue per status, lists, ages, sectors, the city now."""

    late: Mapping[str, int]
    lists: Mapping[str, int]
    # Since when the oldest one stands in a status that is not overdue.
    oldest: Mapping[str, datetime]
    sectors: Sequence[Mapping[str, object]]
    incidents: int
    outages: int

    @property
    def industries(self) -> list[Industry]:
        """The sectors that have open appeals, in the city's order."""
        language = get_language() or "ru"
        return [
            Industry(
                view=lists.of_sector(str(each["code"]), "").name,
                title=_named(each["names"], language, str(each["code"])),
                count=count,
                word=counting.shown(count, FAR),
            )
            for each in self.sectors
            if (count := int(str(each["count"])))
        ]


def read(actor: Actor, now: datetime) -> Pulse:
    """The counters as they were at most some seconds ago."""
    known: Pulse | None = cache.get("hall:pulse")
    if known is None:
        known = _counted(actor, now)
        cache.set("hall:pulse", known, FRESH_SECONDS)
    return known


def _counted(actor: Actor, now: datetime) -> Pulse:
    seen = Appeal.objects.visible_to(actor)
    states = sorted(workflow.OPEN)
    counts: dict[str, tuple[QuerySet[Any, Any], int]] = {
        f"late:{state}": (seen.filter(status=state, next_clock_at__lt=now), FAR) for state in states
    }
    narrowed = lists.HALL.narrowed(seen, now)
    counts |= {
        f"list:{name}": (rows, FAR if name == "overdue" else counting.BOUND)
        for name, rows in narrowed.items()
    }
    counts["incidents"] = (Incident.objects.open(), counting.BOUND)
    counts["outages"] = (Outage.objects.running(now), counting.BOUND)
    answers = counting.gathered(
        counts=counts,
        firsts={
            f"oldest:{state}": _standing(seen, state, now)
            for state in (*states, workflow.Status.RESOLVED)
        },
        also={"sectors": (_SECTORS, [states, FAR])},
    )
    sectors = answers["sectors"] or "[]"
    return Pulse(
        late=_of(answers, "late"),
        lists=_of(answers, "list"),
        oldest={state: at for state, at in _of(answers, "oldest").items() if at is not None},
        sectors=json.loads(sectors) if isinstance(sectors, str) else sectors,
        incidents=answers["incidents"],
        outages=answers["outages"],
    )


def _standing(seen: AppealQuerySet, state: str, now: datetime) -> QuerySet[Any, Any]:
    """Since when they stand in this state, the longest first, by index `appeal_standing`."""
    rows = seen.filter(status=state)
    if state in workflow.OPEN:
        rows = rows.filter(Q(next_clock_at__gte=now) | Q(next_clock_at__isnull=True))
    return rows.order_by(F("status_at").asc()).values("status_at")


def _of(answers: Mapping[str, Any], kind: str) -> dict[str, Any]:
    start = f"{kind}:"
    return {
        name.removeprefix(start): told for name, told in answers.items() if name.startswith(start)
    }


def _named(names: object, language: str, code: str) -> str:
    known = names if isinstance(names, dict) else {}
    return str(known.get(language) or known.get("ru", code))
