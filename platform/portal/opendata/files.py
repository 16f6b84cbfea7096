"""A month of appeals as CSV or JSON: read and sent piece by piece, whatever its length."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from appeals.insight.periods import MONTH
from appeals.models import Appeal, Flow
from portal.opendata.columns import COLUMNS
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

# So many rows are read and held at once.
CHUNK = 1000


def months() -> list[tuple[date, int]]:
    """The months anything was filed in, the latest first, with how many; one statement of rollups."""
    found: dict[date, int] = {}
    rows = Flow.objects.filter(grain=MONTH, cut=Flow.CHANNEL, filed__gt=0)
    for start, filed in rows.values_list("start", "filed"):
        found[start] = found.get(start, 0) + filed
    return sorted(found.items(), reverse=True)


def as_csv(tenant: Tenant, month: date) -> Iterator[str]:
    """Comma-separated values by RFC 4180, UTF-8, with a header."""
    yield _line([column.name for column in COLUMNS])
    for rows in _chunks(tenant, month):
        yield "".join(_line([_cell(one) for one in row]) for row in rows)


def as_json(tenant: Tenant, month: date) -> Iterator[str]:
    """One array of objects."""
    before = "["
    for rows in _chunks(tenant, month):
        for row in rows:
            cells = zip(COLUMNS, row, strict=True)
            told = {column.name: value for column, value in cells}
            yield before + "\n" + json.dumps(told, ensure_ascii=False)
            before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _chunks(tenant: Tenant, month: date) -> Iterator[list[list[Any]]]:
    """The month's public appeals in the order of filing, by ranges of `appeal_registered`.

    The answer is sent after the request's transaction has ended: each piece opens its own, and ends
    it before it is sent, so that whoever reads slowly holds none.
    """
    zone = ZoneInfo(tenant.time_zone)
    first, end = (_midnight(day, zone) for day in (month, _next(month)))
    after: tuple[datetime, int] | None = None
    while True:
        with scope.in_tenant(tenant):
            rows = (
                Appeal.objects.public()
                .filter(registered_at__gte=first, registered_at__lt=end)
                .select_related("category", "organisation", "house")
                .order_by("registered_at", "id")
            )
            if after is not None:
                at, last = after
                rows = rows.filter(registered_at__gte=at).exclude(registered_at=at, id__lte=last)
            found = list(rows[:CHUNK])
            told = [[column.value(appeal, zone) for column in COLUMNS] for appeal in found]
        if told:
            yield told
        if len(found) < CHUNK:
            return
        after = found[-1].registered_at, found[-1].pk


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
