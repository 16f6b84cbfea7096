"""Management companies of a list of houses: who they are, under which name they are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from appeals.models import Organisation
from appeals.registry.house_rows import HouseRow

MANAGEMENT = "management"
_LEGAL_FORM = re.compile(
    r"^(?:общество с ограниченной ответственностью|ООО|OOO|ЗАО|ОАО|ПАО|АО|НО|МУПВ?|МУП|МКУ|МБУ)\s*"
)
_QUOTED = re.compile(r"[\"«»„“”]")
_OUTSIDE_ID = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True)
class Company:
    """A company as a list knows it: by its number there, or by its name alone."""

    name: str
    outside_id: str = ""


def company_of(row: HouseRow) -> Company | None:
    """The company that a row names, if it names one."""
    if not row.company:
        return None
    outside_id = row.company_id if _OUTSIDE_ID.fullmatch(row.company_id) else ""
    return Company(row.company, outside_id)


@dataclass(frozen=True, slots=True)
class Matched:
    """The organisation of every company of a list; those that are new stand in no table yet.

    `adopted` get the list's number written on them: they were entered by hand without one.
    """

    by_company: dict[Company, Organisation]
    fresh: list[Organisation]
    adopted: list[Organisation]


def match(rows: Iterable[HouseRow]) -> Matched:
    """An organisation for every company of the list, nothing written.

    Two companies of one name and different numbers are two organisations. A company that the city
    knows already, by its number or entered by hand under this name, keeps its stage and its people.
    """
    companies = sorted(
        {company for row in rows if (company := company_of(row))},
        key=lambda company: (company.name, company.outside_id),
    )
    twins = Counter(folded(company.name) for company in companies if company.outside_id)
    by_number, by_name = _known()
    settled: dict[Company, Organisation] = {}
    fresh: list[Organisation] = []
    adopted: dict[int, Organisation] = {}
    for company in companies:
        key = folded(company.name)
        found = by_number.get(company.outside_id) if company.outside_id else by_name.get(key)
        if found is None and twins[key] < 2:
            found = by_name.get(key)
        if found is None:
            found = _new(company, is_twin=twins[key] > 1)
            fresh.append(found)
            by_name.setdefault(key, found)
        elif company.outside_id and not found.outside_id:
            adopted[id(found)] = found
        if company.outside_id and not found.outside_id:
            found.outside_id = company.outside_id
        settled[company] = found
    return Matched(settled, fresh, list(adopted.values()))


def store(matched: Matched) -> None:
    """Write the new organisations, and the list's numbers on those that had none."""
    Organisation.objects.bulk_create(matched.fresh, batch_size=1000)
    known = [each for each in matched.adopted if each.pk is not None]
    Organisation.objects.bulk_update(known, ["outside_id"], batch_size=500)


def _known() -> tuple[dict[str, Organisation], dict[str, Organisation]]:
    """The city's organisations by their number in the list, and by name."""
    rows = list(Organisation.objects.order_by("-id"))
    by_number = {row.outside_id: row for row in rows if row.outside_id}
    return by_number, {folded(row.name): row for row in rows}


def _new(company: Company, *, is_twin: bool) -> Organisation:
    short = short_name(company.name)
    return Organisation(
        kind=MANAGEMENT,
        name=company.name,
        short_name=f"{short} (№ {company.outside_id})" if is_twin else short,
        outside_id=company.outside_id,
        stage="invited",
        services=[MANAGEMENT],
    )


def short_name(name: str) -> str:
    """«ООО "УК Фрунзенского района"» as «УК Фрунзенского района»."""
    text = " ".join(_QUOTED.sub(" ", _LEGAL_FORM.sub("", name)).split())
    return text or name


def folded(name: str) -> str:
    """Equal for names that differ in quotes, spaces and case alone."""
    return " ".join(re.findall(r"[\w-]+", name.lower().replace("ё", "е")))
