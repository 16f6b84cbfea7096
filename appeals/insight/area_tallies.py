"""Streets, districts and the city: sums and medians over their houses, every few minutes at once.

Medians cannot be kept event by event; over the counted houses (`insight.house_tallies`) one statement
takes them all, a quarter of a second for thirty thousand houses.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Q

from appeals.models import AreaTally, House

_SUMS = (
    "houses", "flats", "open", "filed", "answered", "in_time", "returned", "with_flats",
    "with_answers", "filed_median", "per_hundred_median", "off_median_seconds", "in_time_median",
    "returned_median",
)  # fmt: skip
_MEDIAN = "percentile_cont(0.5) WITHIN GROUP (ORDER BY {})"
_COUNT = f"""
WITH one AS (
    SELECT h.street_id, h.district, h.flats, coalesce(t.open, 0) AS open,
        coalesce(t.filed, 0) AS filed, coalesce(t.answered, 0) AS answered,
        coalesce(t.in_time, 0) AS in_time, coalesce(t.returned, 0) AS returned,
        coalesce(t.off_seconds, 0) AS off_seconds
    FROM appeals_house h LEFT JOIN appeals_housetally t ON t.house_id = h.id
), counted AS (
    SELECT street_id, CASE WHEN grouping(district) = 0 THEN district END AS district,
        count(*) AS houses, coalesce(sum(flats), 0) AS flats, sum(open) AS open,
        sum(filed) AS filed, sum(answered) AS answered, sum(in_time) AS in_time,
        sum(returned) AS returned,
        count(*) FILTER (WHERE flats > 0) AS with_flats,
        count(*) FILTER (WHERE answered > 0) AS with_answers,
        {_MEDIAN.format("filed")} AS filed_median,
        {_MEDIAN.format("filed * 100.0 / nullif(flats, 0)")} AS per_hundred_median,
        {_MEDIAN.format("off_seconds")} AS off_median_seconds,
        {_MEDIAN.format("in_time * 1.0 / nullif(answered, 0)")} AS in_time_median,
        {_MEDIAN.format("returned * 1.0 / nullif(answered, 0)")} AS returned_median
    FROM one GROUP BY GROUPING SETS ((street_id, district), (street_id), (district), ())
), gone AS (
    DELETE FROM appeals_areatally a WHERE NOT EXISTS (
        SELECT FROM counted c WHERE c.street_id IS NOT DISTINCT FROM a.street_id
        AND c.district IS NOT DISTINCT FROM a.district)
)
INSERT INTO appeals_areatally AS a (street_id, district, {", ".join(_SUMS)}, counted_at)
SELECT street_id, district, {", ".join(_SUMS)}, %(at)s FROM counted WHERE houses > 0
ORDER BY district, street_id
ON CONFLICT (district, street_id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _SUMS)}, counted_at = excluded.counted_at
"""  # noqa: S608 — fixed names


def count(*, at: datetime) -> None:
    """Take every sum and every median anew."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"at": at})


def around(house: House) -> dict[str, AreaTally]:
    """The house's street, its district where that is known, and the city; one statement."""
    wanted = Q(street=house.street_id, district__isnull=True) | Q(
        street__isnull=True, district__isnull=True
    )
    if house.district:
        wanted |= Q(street__isnull=True, district=house.district)
    found: dict[str, AreaTally] = {}
    for row in AreaTally.objects.filter(wanted):
        name = "street" if row.street_id else "city" if row.district is None else "district"
        found[name] = row
    return found


def of_street(street_id: int) -> AreaTally | None:
    """A street with all its houses, whatever their districts."""
    return AreaTally.objects.filter(street=street_id, district__isnull=True).first()


def of_district(name: str) -> AreaTally | None:
    """A district with all its houses."""
    return AreaTally.objects.filter(street__isnull=True, district=name).first()


def of_city() -> AreaTally | None:
    """All houses."""
    return AreaTally.objects.filter(street__isnull=True, district__isnull=True).first()


def streets_of(district: str) -> list[AreaTally]:
    """What of each street lies in a district, by name (one range of `area_once`)."""
    rows = AreaTally.objects.filter(district=district, street__isnull=False)
    return list(rows.select_related("street").order_by("street__name", "street__kind"))


def districts() -> list[AreaTally]:
    """The city's districts, by name; houses without one are in none."""
    rows = AreaTally.objects.filter(street__isnull=True, district__isnull=False)
    return list(rows.exclude(district="").order_by("district"))
