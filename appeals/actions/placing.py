"""Where an appeal is, and what routing must know of that place."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from appeals.errors import BadInput
from appeals.models import Category, House, Member, Organisation, RoutingRule
from appeals.routing import Candidate, Facts, Rule, Served
from tenants.isolation import scope

if TYPE_CHECKING:
    from appeals.actions.register import Filing

# A point farther from the city's centre than this is not in this city (degrees, about 150 km).
_FAR_DEGREES = 1.5
_ORGANISATION = ("id", "name", "short_name", "stage", "terms", "agreement_number")


@dataclass(slots=True)
class Place:
    """A house with its servings, or just an address or a point."""

    house_id: int | None = None
    address: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    matrix: list[Served] = field(default_factory=list)
    organisations: dict[int, Organisation] = field(default_factory=dict)

    def facts(self, category: Category, *, at: datetime, channel: str) -> Facts:
        """What the pure routing decides by; rules are read only where the matrix is silent."""
        local_at = at.astimezone(ZoneInfo(scope.require().time_zone))
        decided = any(line.covers(category.service, local_at.date()) for line in self.matrix)
        ancestors = (category.pk, category.parent_id) if category.parent_id else (category.pk,)
        return Facts(
            local_at=local_at,
            service=category.service,
            categories=ancestors,
            house_id=self.house_id,
            district=self.district,
            channel=channel,
            emergency=category.is_emergency,
            matrix=self.matrix,
            rules=[] if decided else self._rules(),
        )

    def organisation(self, identifier: int | None) -> Organisation | None:
        """One of the organisations routing could choose from."""
        return self.organisations.get(identifier) if identifier is not None else None

    def _rules(self) -> list[Rule]:
        active = Exists(
            Member.objects.filter(organisation=OuterRef("organisation"), is_active=True)
        )
        rules = []
        for row in (
            RoutingRule.objects.filter(is_active=True)
            .select_related("organisation")
            .annotate(staffed=active)
        ):
            candidate = None
            if row.organisation:
                self.organisations[row.organisation.pk] = row.organisation
                candidate = _candidate(row.organisation, row.staffed)
            rules.append(_rule(row, candidate))
        return rules


def place(filing: "Filing") -> Place:
    """The place a person named.

    Raises:
        BadInput: the house is not of this city, or the point is far from it.
    """
    if filing.house_id is None:
        _check_near(filing.latitude, filing.longitude)
        return Place(
            address=filing.address.strip(), latitude=filing.latitude, longitude=filing.longitude
        )
    active = Exists(
        Member.objects.filter(
            organisation=OuterRef("servings__organisation"), is_active=True, user__is_active=True
        )
    )
    rows = list(
        House.objects.filter(pk=filing.house_id).values(
            "address",
            "district",
            "latitude",
            "longitude",
            "servings__service",
            "servings__since",
            "servings__until",
            *(f"servings__organisation__{name}" for name in _ORGANISATION),
            staffed=active,
        )
    )
    if not rows:
        raise BadInput({"house": "Такого дома нет в реестре города. Выберите дом из списка."})
    first = rows[0]
    found = Place(
        house_id=filing.house_id,
        address=first["address"],
        district=first["district"],
        latitude=filing.latitude if filing.latitude is not None else first["latitude"],
        longitude=filing.longitude if filing.longitude is not None else first["longitude"],
    )
    for row in rows:
        if row["servings__service"] is None:
            continue
        organisation = Organisation(
            **{name: row[f"servings__organisation__{name}"] for name in _ORGANISATION}
        )
        found.organisations[organisation.pk] = organisation
        found.matrix.append(
            Served(
                service=row["servings__service"],
                organisation=_candidate(organisation, row["staffed"]),
                since=row["servings__since"],
                until=row["servings__until"],
            )
        )
    return found


def _check_near(latitude: float | None, longitude: float | None) -> None:
    tenant = scope.require()
    if latitude is None or longitude is None or tenant.latitude is None or tenant.longitude is None:
        return
    if abs(latitude - tenant.latitude) > _FAR_DEGREES or abs(longitude - tenant.longitude) > (
        2 * _FAR_DEGREES
    ):
        raise BadInput(
            {"place": f"Эта точка далеко от города. Портал работает для города {tenant.name}."}
        )


def _candidate(organisation: Organisation, staffed: bool) -> Candidate:
    return Candidate(organisation.pk, str(organisation), organisation.stage, int(staffed))


def _rule(row: RoutingRule, candidate: Candidate | None) -> Rule:
    conditions: dict[str, Any] = row.conditions
    hours = conditions.get("hours")
    return Rule(
        id=row.pk,
        name=row.name,
        position=row.position,
        organisation=candidate,
        categories=frozenset(conditions.get("categories", [])),
        services=frozenset(conditions.get("services", [])),
        districts=frozenset(conditions.get("districts", [])),
        channels=frozenset(conditions.get("channels", [])),
        weekdays=frozenset(conditions.get("weekdays", [])),
        hours=(_clock(hours[0]), _clock(hours[1])) if hours else None,
        emergency=conditions.get("emergency"),
    )


def _clock(text: str) -> Any:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 — a time of day has no zone
