"""Founding a demonstration city: the city itself, its houses, organisations, people, history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from heapq import merge
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Sum
from django.utils.module_loading import import_string

from appeals.demo import building, scene
from appeals.demo.plan import CityPlan
from appeals.demo.simulation import Simulation
from appeals.demo.staff import Login, Staffing, address, password
from appeals.demo.world import World
from appeals.insight import tallies
from appeals.insight.map import folding
from appeals.models import (
    Appeal,
    Category,
    Crew,
    District,
    House,
    Member,
    Organisation,
    RoutingRule,
)
from appeals.registry import history, outlines
from tenants import directory
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.provisioning import steps

DAYS = 60
# Long before the simulated history begins.
AGREED_ON = date(2025, 1, 1)
OPERATOR = "Орлова Ирина"
_BATCH = 2000
_OUTLINES = Path(__file__).parent / "boundaries"
_OPEN_STREET_MAP = "© участники OpenStreetMap, ODbL"
_NOT_YET = ("trial", "invited")
Say = Callable[[str], None]


def found(plan: CityPlan, *, now: datetime, say: Say) -> Tenant:
    """The city with everything in it; what is there already is left as it is."""
    host = f"{plan.schema}.{settings.BASE_DOMAIN}"
    job = steps.order(plan.schema, {**plan.order, "host": host}, by="demo")
    tenant = steps.carry_out(job)
    with scope.in_tenant(tenant):
        if Organisation.objects.exists():
            return tenant
        say(f"{plan.name}: дома и организации")
        _populate(plan)
        for starter in settings.DEMO_STARTERS:
            import_string(starter)(now)
        say(f"{plan.name}: история за {DAYS} дней")
        _remember(plan, now)
    return tenant


def open_office(*, now: datetime) -> Tenant | None:
    """The operators' office with its first person and its books, where it is built already."""
    office = directory.by_schema("office")
    if office is not None:
        with scope.in_tenant(office):
            staffing = Staffing("office")
            staffing.person("operator", "operator", OPERATOR)
            staffing.hire()
            for starter in settings.DEMO_OFFICE_STARTERS:
                import_string(starter)(now)
    return office


def logins(plan: CityPlan, tenant: Tenant) -> list[Login]:
    """The accounts worth showing, role by role."""
    shown = [
        ("dispatcher", "диспетчер"),
        ("administrator", "администратор города"),
        ("controller", "контролёр"),
        ("vodokanal", "организация: диспетчер"),
        ("vodokanal-head", "организация: руководитель"),
        ("vodokanal-crew", "организация: бригада"),
        ("uk1", "управляющая компания"),
        ("resident", "житель"),
    ]
    with scope.in_tenant(tenant):
        names = dict(User.objects.values_list("email", "name"))
        places = dict(Member.objects.values_list("user__email", "organisation__name"))
        practising = Member.objects.filter(organisation__stage=Organisation.TRIAL)
        shown += [
            (str(email).partition("@")[0], "организация в тестовом режиме")
            for email in practising.order_by("pk").values_list("user__email", flat=True)
        ]
    lines = []
    for login, role in shown:
        email = address(login, plan.schema)
        if email in names:
            name = " · ".join(part for part in (names[email], places.get(email, "")) if part)
            lines.append(Login(tenant.name, tenant.host, role, name, email, password()))
    return lines


def office_login(office: Tenant) -> Login:
    """The operator's account."""
    email = address("operator", "office")
    return Login(office.name, office.host, "оператор платформы", OPERATOR, email, password())


def _populate(plan: CityPlan) -> None:
    staffing = Staffing(plan.schema)
    for login, role in (
        ("dispatcher", "dispatcher"),
        ("dispatcher2", "dispatcher"),
        ("administrator", "administrator"),
        ("controller", "controller"),
        ("resident", "resident"),
    ):
        staffing.person(login, role)
    providers = _subscribers(plan, staffing)
    companies = _companies(plan, staffing)
    staffing.hire()
    building.serve(building.build(plan), providers, companies)
    _rules(plan, providers)
    _people(plan)
    _boundaries(plan)


def _people(plan: CityPlan) -> None:
    """The city's inhabitants, spread over the districts by their flats."""
    flats = dict(
        House.objects.exclude(district="")
        .values_list("district")
        .annotate(Sum("flats"))
        .order_by("district")
    )
    whole = sum(flats.values())
    District.objects.bulk_create(
        District(
            name=name,
            inhabitants=max(100, round(plan.order["population"] * count / whole / 100) * 100),
            source="демо: население города по числу квартир",
        )
        for name, count in flats.items()
    )


def _boundaries(plan: CityPlan) -> None:
    """Where the districts end, for the cities whose boundaries are open data."""
    path = _OUTLINES / f"{plan.schema}.geojson"
    if path.is_file():
        for outline in outlines.read(path.read_text(encoding="utf-8")):
            District.objects.update_or_create(
                name=outline.name,
                defaults={"boundary": outline.polygons, "boundary_source": _OPEN_STREET_MAP},
            )


def _subscribers(plan: CityPlan, staffing: Staffing) -> dict[str, int]:
    """Live organisations with people and crews; service → organisation."""
    organisations = Organisation.objects.bulk_create(
        Organisation(
            kind="resource" if row.terms else "service",
            name=row.name,
            short_name=row.name,
            stage=Organisation.LIVE,
            services=list(row.services),
            terms=row.terms,
            agreement_number=f"Д-{number:02d}/демо",
            agreement_since=AGREED_ON,
        )
        for number, row in enumerate(plan.subscribers, 1)
    )
    pairs = list(zip(plan.subscribers, organisations, strict=True))
    crews = Crew.objects.bulk_create(
        Crew(organisation=organisation, name=name)
        for row, organisation in pairs
        for name in row.crews
    )
    providers: dict[str, int] = {}
    for row, organisation in pairs:
        staffing.member(row.slug, organisation, Member.DISPATCHER)
        staffing.member(f"{row.slug}-head", organisation, Member.HEAD)
        first = next((crew for crew in crews if crew.organisation_id == organisation.pk), None)
        if first is not None:
            staffing.member(f"{row.slug}-crew", organisation, Member.CREW, first)
        providers |= dict.fromkeys(row.services, organisation.pk)
    return providers


def _companies(plan: CityPlan, staffing: Staffing) -> dict[str, int]:
    """Management companies; the last two are not connected yet, as in every real city."""
    names = list(dict.fromkeys(area.company for area in plan.areas))
    stages = [Organisation.LIVE] * (len(names) - len(_NOT_YET)) + list(_NOT_YET)
    companies = Organisation.objects.bulk_create(
        Organisation(
            kind="management",
            name=name,
            short_name=name,
            stage=stage,
            services=["management"],
            agreement_number=f"УК-{number:02d}/демо" if stage == Organisation.LIVE else "",
            agreement_since=AGREED_ON if stage == Organisation.LIVE else None,
        )
        for number, (name, stage) in enumerate(zip(names, stages, strict=True), 1)
    )
    for number, company in enumerate(companies, 1):
        if company.stage != "invited":
            leads = company.stage == Organisation.TRIAL
            position = Member.HEAD if leads else Member.DISPATCHER
            staffing.member(f"uk{number}", company, position)
    Crew.objects.bulk_create(
        Crew(organisation=company, name="Слесари и электрики")
        for company in companies
        if company.stage == Organisation.LIVE
    )
    return {company.name: company.pk for company in companies}


def _rules(plan: CityPlan, providers: dict[str, int]) -> None:
    """What no house decides goes by service; what nobody serves stays at the desk."""
    wanted = set(Category.objects.exclude(service="").values_list("service", flat=True))
    by_owner: dict[int, list[str]] = {}
    for service in sorted(wanted & set(providers)):
        by_owner.setdefault(providers[service], []).append(service)
    names = dict(Organisation.objects.values_list("id", "name"))
    RoutingRule.objects.bulk_create(
        RoutingRule(
            name=f"По услуге: {names[owner]}",
            position=position * 10,
            organisation_id=owner,
            conditions={"services": services},
        )
        for position, (owner, services) in enumerate(sorted(by_owner.items()), 1)
    )


def _remember(plan: CityPlan, now: datetime) -> None:
    """Two months behind the city."""
    if Appeal.objects.exists():
        return
    seed = f"demo:{plan.schema}"
    world = World.read(seed=seed, area_code=plan.area_code)
    simulation = Simulation(world, days=DAYS, per_day=plan.per_day, seed=seed, until=now)
    stories = merge(
        simulation.appeals(),
        scene.stage(simulation, world),
        key=lambda past: past.appeal.registered_at,
    )
    while batch := list(islice(stories, _BATCH)):
        history.write(batch)
    tallies.rebuild()
    folding.fold(at=now)
