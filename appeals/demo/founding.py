"""Founding a demonstration city: the city itself, its houses, organisations, people, history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import chain, islice

from django.conf import settings

from appeals.demo import building
from appeals.demo.plan import CityPlan
from appeals.demo.simulation import Simulation
from appeals.demo.staff import Login, Staffing, address, password
from appeals.demo.world import World
from appeals.insight import tallies
from appeals.models import Appeal, Category, Crew, Member, Organisation, RoutingRule
from appeals.registry import history
from tenants import directory
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.provisioning import steps

DAYS = 60
_BATCH = 2000
_SCENE = 16
_NOT_YET = ("invited", "trial")
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
        say(f"{plan.name}: история за {DAYS} дней")
        _remember(plan, now)
    return tenant


def open_office() -> Tenant | None:
    """The operators' office with its first person, where it is built already."""
    office = directory.by_schema("office")
    if office is not None:
        with scope.in_tenant(office):
            Staffing("office").person("operator", "operator", "Оператор платформы")
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
    return Login(office.name, office.host, "оператор платформы", "", email, password())


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
    building.serve(building.build(plan), providers, companies)
    _rules(plan, providers)


def _subscribers(plan: CityPlan, staffing: Staffing) -> dict[str, int]:
    """Live organisations with people and crews; service → organisation."""
    providers: dict[str, int] = {}
    for number, row in enumerate(plan.subscribers, 1):
        organisation = Organisation.objects.create(
            kind="resource" if row.terms else "service",
            name=row.name,
            short_name=row.name,
            stage=Organisation.LIVE,
            services=list(row.services),
            terms=row.terms,
            agreement_number=f"Д-{number:02d}/демо",
        )
        crews = [Crew.objects.create(organisation=organisation, name=name) for name in row.crews]
        staffing.member(row.slug, organisation, Member.DISPATCHER)
        staffing.member(f"{row.slug}-head", organisation, Member.HEAD)
        if crews:
            staffing.member(f"{row.slug}-crew", organisation, Member.CREW, crews[0])
        providers |= dict.fromkeys(row.services, organisation.pk)
    return providers


def _companies(plan: CityPlan, staffing: Staffing) -> dict[str, int]:
    """Management companies; the last two are not connected yet, as in every real city."""
    names = list(dict.fromkeys(area.company for area in plan.areas))
    companies: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        waiting = len(names) - number
        stage = _NOT_YET[waiting] if waiting < len(_NOT_YET) else Organisation.LIVE
        organisation = Organisation.objects.create(
            kind="management",
            name=name,
            short_name=name,
            stage=stage,
            services=["management"],
            agreement_number=f"УК-{number:02d}/демо" if stage == Organisation.LIVE else "",
        )
        if stage != "invited":
            staffing.member(f"uk{number}", organisation, Member.DISPATCHER)
        if stage == Organisation.LIVE:
            Crew.objects.create(organisation=organisation, name="Слесари и электрики")
        companies[name] = organisation.pk
    return companies


def _rules(plan: CityPlan, providers: dict[str, int]) -> None:
    """What no house decides goes by service; what nobody serves stays at the desk."""
    wanted = set(Category.objects.exclude(service="").values_list("service", flat=True))
    by_owner: dict[int, list[str]] = {}
    for service in sorted(wanted & set(providers)):
        by_owner.setdefault(providers[service], []).append(service)
    names = dict(Organisation.objects.values_list("id", "name"))
    for position, (owner, services) in enumerate(sorted(by_owner.items()), 1):
        RoutingRule.objects.create(
            name=f"По услуге: {names[owner]}",
            position=position * 10,
            organisation_id=owner,
            conditions={"services": services},
        )


def _remember(plan: CityPlan, now: datetime) -> None:
    """Two months behind the city."""
    if Appeal.objects.exists():
        return
    seed = f"demo:{plan.schema}"
    world = World.read(seed=seed, area_code=plan.area_code)
    simulation = Simulation(world, days=DAYS, per_day=plan.per_day, seed=seed, until=now)
    stories = chain(simulation.appeals(), simulation.opening_scene(_SCENE))
    while batch := list(islice(stories, _BATCH)):
        history.write(batch)
    tallies.rebuild()
