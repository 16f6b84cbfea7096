"""What a simulated history happens in: the city's houses, organisations, people and catalogue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from appeals import deadlines
from appeals.actions import clocks
from appeals.calendars import CityCalendar
from appeals.deadlines import Due
from appeals.models import Category, Crew, House, Member, Organisation, RoutingRule, Serving
from appeals.places import morton
from appeals.routing import Candidate, Rule, Served
from appeals.terms import Clock, Terms
from tenants.accounts.models import User
from tenants.isolation import scope


class EmptyCity(Exception):
    """The city has nothing that a history could happen in; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts."""

    id: int
    name: str


@dataclass(slots=True)
class Performer:
    """An organisation that works appeals, and how well."""

    organisation: Organisation
    members: list[Person]
    crews: list[Crew]
    diligence: float
    agreement: Terms

    @property
    def id(self) -> int:
        """The organisation's key."""
        return self.organisation.pk


@dataclass(frozen=True, slots=True)
class Spot:
    """A house as a place of trouble."""

    id: int
    street_id: int
    address: str
    district: str
    latitude: float | None
    longitude: float | None
    qk: int | None
    matrix: tuple[Served, ...]


@dataclass(slots=True)
class World:
    """Everything read once; stories only look."""

    zone: tzinfo
    calendar: CityCalendar
    categories: list[Category]
    spots: list[Spot]
    by_street: dict[int, list[Spot]]
    performers: dict[int, Performer]
    by_service: dict[str, list[Performer]]
    rules: list[Rule]
    dispatchers: list[Person]
    controllers: list[Person]
    residents: list[Person]
    area_code: str
    _terms: dict[tuple[int, date], Terms] = field(default_factory=dict)

    @classmethod
    def read(cls, *, seed: str, area_code: str = "000") -> World:
        """The city of the moment. EmptyCity tells what is missing."""
        tenant = scope.require()
        zone = ZoneInfo(tenant.time_zone)
        performers = _performers(seed)
        by_service: dict[str, list[Performer]] = defaultdict(list)
        for performer in performers.values():
            for service in performer.organisation.services:
                by_service[service].append(performer)
        spots = _spots(performers)
        if not spots:
            raise EmptyCity("В городе нет домов. Сначала import_houses.")
        by_street: dict[int, list[Spot]] = defaultdict(list)
        for spot in spots:
            by_street[spot.street_id].append(spot)
        dispatchers, controllers, residents = (
            [
                Person(user.pk, user.name)
                for user in User.objects.filter(role=role, is_active=True).order_by("id")[:50]
            ]
            for role in ("dispatcher", "controller", "resident")
        )
        return cls(
            zone=zone,
            calendar=clocks.calendar_of_city(),
            categories=list(Category.objects.for_filing()),
            spots=spots,
            by_street=by_street,
            performers=performers,
            by_service=by_service,
            rules=_rules(performers),
            dispatchers=dispatchers or [Person(0, "Диспетчер")],
            controllers=controllers or [Person(0, "Контролёр")],
            residents=residents,
            area_code=area_code,
        )

    def terms(self, category: Category, at: datetime) -> Terms:
        """The category's terms of the day."""
        key = (category.pk, at.date())
        if key not in self._terms:
            self._terms[key] = clocks.terms_of(category, at.date())
        return self._terms[key]

    def dues(
        self,
        category: Category,
        at: datetime,
        performer: Performer | None,
        level: int,
        *,
        accepting_alone: bool = False,
    ) -> dict[Clock, Due]:
        """Deadlines that would run from `at`, all or the one for accepting."""
        terms, agreement = self.terms(category, at), performer.agreement if performer else None
        if accepting_alone:
            terms = Terms(accept=terms.accept)
            agreement = Terms(accept=agreement.accept) if agreement else None
        found = deadlines.due_dates(
            terms, at, calendar=self.calendar, agreement=agreement, level=level
        )
        return {due.clock: due for due in found}


def _performers(seed: str) -> dict[int, Performer]:
    members: dict[int, list[Person]] = defaultdict(list)
    for member in Member.objects.working().select_related("user"):
        if member.position != Member.CREW:
            members[member.organisation_id].append(Person(member.user_id, member.user.name))
    crews: dict[int, list[Crew]] = defaultdict(list)
    for crew in Crew.objects.filter(is_active=True):
        crews[crew.organisation_id].append(crew)
    return {
        row.pk: Performer(
            organisation=row,
            members=members[row.pk],
            crews=crews[row.pk],
            diligence=Random(f"{seed}:{row.name}").uniform(0.65, 1.3),  # noqa: S311
            agreement=clocks.agreement_of(row),
        )
        for row in Organisation.objects.live()
        if members[row.pk]
    }


def _spots(performers: dict[int, Performer]) -> list[Spot]:
    candidates: dict[int, Candidate] = {
        row.pk: Candidate(row.pk, str(row), row.stage, int(row.pk in performers))
        for row in Organisation.objects.all()
    }
    matrix: dict[int, list[Served]] = defaultdict(list)
    lines: Any = Serving.objects.values_list("house_id", "service", "organisation_id", "until")
    for house_id, service, organisation_id, until in lines:
        # A contract's first day is left out: who serves a house today served it in the history too.
        matrix[house_id].append(Served(service, candidates[organisation_id], None, until))
    houses: Any = House.objects.order_by("id").values_list(
        "id", "street_id", "address", "district", "latitude", "longitude"
    )
    return [
        Spot(
            id=key,
            street_id=street_id,
            address=address,
            district=district,
            latitude=latitude,
            longitude=longitude,
            qk=morton(latitude, longitude) if latitude is not None else None,
            matrix=tuple(matrix[key]),
        )
        for key, street_id, address, district, latitude, longitude in houses
    ]


def _rules(performers: dict[int, Performer]) -> list[Rule]:
    rules = []
    for row in RoutingRule.objects.filter(is_active=True).select_related("organisation"):
        owner = row.organisation
        rules.append(
            Rule(
                id=row.pk,
                name=row.name,
                position=row.position,
                organisation=Candidate(
                    owner.pk, str(owner), owner.stage, int(owner.pk in performers)
                )
                if owner
                else None,
                categories=frozenset(row.conditions.get("categories", [])),
                services=frozenset(row.conditions.get("services", [])),
                districts=frozenset(row.conditions.get("districts", [])),
            )
        )
    return rules
