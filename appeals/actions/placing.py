"""What a filing stands on: its theme, its place, and what routing must know of that place."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.translation import gettext as _

from appeals.errors import BadInput
from appeals.models import Category, Organisation, Sector
from appeals.routing import Candidate, Facts, Rule, Served
from tenants.isolation import scope

if TYPE_CHECKING:
    from appeals.actions.register import Filing

# A point farther from the city's centre than this is not in this city (degrees, about 150 km).
_FAR_DEGREES = 1.5


@dataclass(slots=True)
class Place:
    """A house with those who give it the service today, or just an address or a point.

    `rules` are read only where the matrix is silent.
    """

    house_id: int | None = None
    address: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    matrix: list[Served] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    organisations: dict[int, Organisation] = field(default_factory=dict)

    def facts(self, category: Category, *, at: datetime, channel: str) -> Facts:
        """What the pure routing decides by."""
        ancestors = (category.pk, category.parent_id) if category.parent_id else (category.pk,)
        return Facts(
            local_at=at.astimezone(_zone()),
            service=category.service,
            categories=ancestors,
            house_id=self.house_id,
            district=self.district,
            channel=channel,
            emergency=category.is_emergency,
            matrix=self.matrix,
            rules=self.rules,
        )

    def organisation(self, identifier: int | None) -> Organisation | None:
        """One of the organisations routing could choose from."""
        return self.organisations.get(identifier) if identifier is not None else None


@dataclass(frozen=True, slots=True)
class Ground:
    """What one look at the database told: an appeal of the same key, or theme and place."""

    known_id: int | None = None
    known_digest: str = ""
    category: Category | None = None
    place: Place | None = None


def look(filing: "Filing", *, key: str | None, at: datetime) -> Ground:
    """Read everything that filing must know, in one statement (SQL function `filing_facts`).

    With a key it waits for a twin request that is being filed right now.
    """
    today = at.astimezone(_zone()).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT filing_facts(%s, %s, %s, %s)",
            [key, filing.category or Category.OTHER, filing.house_id, today],
        )
        facts: dict[str, Any] = json.loads(cursor.fetchone()[0])
    if "known" in facts:
        return Ground(facts["known"], facts["digest"])
    category = None
    if "category" in facts:
        category = Category(**facts["category"])
        category.sector = Sector(id=category.sector_id, code=facts["sector"])
    return Ground(category=category, place=_place(filing, facts))


def checked(filing: "Filing", ground: Ground) -> tuple[Category, Place]:
    """The theme and the place, if they are this city's.

    Raises:
        BadInput: no such theme or house, or a point far from the city.
    """
    if ground.category is None:
        raise BadInput(
            {"category": _("Такой темы нет. Выберите тему из списка или оставьте пустой.")}
        )
    if ground.place is None:
        raise BadInput({"house": _("Такого дома нет в реестре города. Выберите дом из списка.")})
    _check_near(filing.latitude, filing.longitude)
    return ground.category, ground.place


def _place(filing: "Filing", facts: dict[str, Any]) -> Place | None:
    house = facts["house"]
    if filing.house_id is None:
        place = Place(
            address=filing.address.strip(), latitude=filing.latitude, longitude=filing.longitude
        )
    elif house is None:
        return None
    else:
        place = Place(
            house_id=filing.house_id,
            address=house["address"],
            district=house["district"],
            latitude=house["latitude"] if filing.latitude is None else filing.latitude,
            longitude=house["longitude"] if filing.longitude is None else filing.longitude,
        )
    candidates: dict[int | None, Candidate] = {}
    for row in facts["organisations"]:
        staffed, agreed = int(row.pop("staffed")), bool(row.pop("agreed"))
        organisation = place.organisations[row["id"]] = Organisation(**row)
        candidates[organisation.pk] = Candidate(
            organisation.pk, str(organisation), organisation.stage, staffed, agreed
        )
    for row in facts["servings"]:
        candidate = candidates[row["organisation"]]
        since, until = _day(row["since"]), _day(row["until"])
        place.matrix.append(Served(row["service"], candidate, since, until))
    place.rules = [read_rule(row, candidates.get(row["organisation"])) for row in facts["rules"]]
    return place


def _check_near(latitude: float | None, longitude: float | None) -> None:
    tenant = scope.require()
    if latitude is None or longitude is None or tenant.latitude is None or tenant.longitude is None:
        return
    if abs(latitude - tenant.latitude) > _FAR_DEGREES or abs(longitude - tenant.longitude) > (
        2 * _FAR_DEGREES
    ):
        raise BadInput(
            {
                "place": _("Эта точка далеко от города. Портал работает для города {city}.").format(
                    city=tenant.title
                )
            }
        )


def read_rule(row: dict[str, Any], candidate: Candidate | None) -> Rule:
    """A stored rule as routing takes it."""
    conditions: dict[str, Any] = row["conditions"]
    hours = conditions.get("hours")
    return Rule(
        id=row["id"],
        name=row["name"],
        position=row["position"],
        organisation=candidate,
        categories=frozenset(conditions.get("categories", [])),
        services=frozenset(conditions.get("services", [])),
        districts=frozenset(conditions.get("districts", [])),
        channels=frozenset(conditions.get("channels", [])),
        weekdays=frozenset(conditions.get("weekdays", [])),
        hours=(time.fromisoformat(hours[0]), time.fromisoformat(hours[1])) if hours else None,
        emergency=conditions.get("emergency"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _zone() -> ZoneInfo:
    return ZoneInfo(scope.require().time_zone)
