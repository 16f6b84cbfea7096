from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from appeals import workflow
from appeals.demo import founding, scene, season
from appeals.demo.plan import plans
from appeals.demo.simulation import Simulation
from appeals.demo.staff import password
from appeals.demo.world import EmptyCity, World
from appeals.insight import tallies
from appeals.models import Appeal, Event, House, Organisation
from appeals.registry import history
from tenants.accounts.models import User
from tests import make
from tests.registry.test_import_appeals import broken_links

NOW = make.FRIDAY_NOON
PENZA = replace(plans()[0], houses=240, per_day=12)


@pytest.fixture
def populated(city):
    founding._populate(PENZA)


@pytest.fixture
def world(populated):
    return World.read(seed="7", area_code="8412")


def told(simulation):
    return [
        (past.appeal.text, past.appeal.address, past.appeal.status,
         [(event.kind, event.at) for event in past.events])
        for past in simulation.appeals()
    ]  # fmt: skip


def test_the_same_seed_tells_the_same_history(world):
    first, second, other = (
        told(Simulation(world, days=5, per_day=12, seed=seed, until=NOW))
        for seed in ("7", "7", "8")
    )

    assert first == second
    assert first != other


def test_a_history_has_as_many_appeals_as_asked_for_and_ends_in_time(world):
    stories = list(Simulation(world, days=20, per_day=12, seed="7", until=NOW).appeals())

    assert len(stories) == 240
    assert all(event.at < NOW for past in stories for event in past.events)
    assert [p.appeal.registered_at for p in stories] == sorted(
        p.appeal.registered_at for p in stories
    )


def test_every_move_of_a_history_is_one_the_workflow_knows(world):
    moves = {move.name: move for move in workflow.TRANSITIONS.values()}
    for past in Simulation(world, days=30, per_day=12, seed="7", until=NOW).appeals():
        assert all(one.at < other.at for one, other in pairwise(past.events))
        for one, other in pairwise(past.events):
            assert other.status_from == one.status_to
            if other.status_from != other.status_to:
                move = moves[other.kind]
                assert other.status_from in move.sources
                assert other.role in move.roles
        assert past.appeal.status == past.events[-1].status_to


def test_a_history_is_stored_with_its_chains_and_its_counters(world):
    stories = list(Simulation(world, days=30, per_day=12, seed="7", until=NOW).appeals())

    history.write(stories)
    tallies.rebuild()

    assert Appeal.objects.count() == 360
    assert broken_links() == 0
    standing = Counter(Appeal.objects.values_list("status", flat=True))
    assert tallies.standing() == standing
    assert {"archived", "accepted"} <= set(standing)
    assert Event.objects.filter(kind="reopen").exists()


def test_open_appeals_have_an_owner_and_a_clock(world):
    history.write(list(Simulation(world, days=30, per_day=12, seed="7", until=NOW).appeals()))

    for appeal in Appeal.objects.open():
        assert appeal.organisation_id or appeal.status in {"registered", "returned"}
        assert appeal.next_clock_at is not None
        assert appeal.watch_at is None or appeal.watch_at > NOW - timedelta(minutes=2)


def test_every_organisation_that_is_shown_has_a_living_queue(world):
    simulation = Simulation(world, days=1, per_day=1, seed="7", until=NOW)
    staged = list(scene.stage(simulation, world))
    history.write(staged)

    water = Appeal.objects.filter(organisation__name="Горводоканал (демо)")
    states = set(water.values_list("status", flat=True))
    assert {
        "assigned",
        "accepted",
        "crew_dispatched",
        "reopened",
        "resolved",
        "postponed",
    } <= states
    assert water.filter(next_clock_at__lt=NOW).exists()
    assert water.filter(control_level=1).exists()
    assert water.filter(crew__name="Аварийная бригада 1").count() >= 3
    desk = Appeal.objects.filter(organisation=None, status="registered")
    assert desk.filter(named_organisation__isnull=False).exists()
    assert broken_links() == 0


def test_winter_is_not_summer():
    january, july = date(2026, 1, 15), date(2026, 7, 15)

    assert season.weight("heating_off", january) > 20 * season.weight("heating_off", july)
    assert season.weight("grass", july) > 10 * season.weight("grass", january)
    assert season.weight("mud", date(2026, 4, 15)) > season.weight("mud", january)


def test_a_city_without_houses_has_no_history(city):
    with pytest.raises(EmptyCity, match="домов"):
        World.read(seed="7")


def test_a_demonstration_city_is_founded_once(committed):
    said = []
    first = founding.found(PENZA, now=NOW, say=said.append)
    told_before = len(said)
    again = founding.found(PENZA, now=NOW, say=said.append)

    assert first == again
    assert len(said) == told_before


def test_the_shown_log_ins_open_and_their_addresses_cannot_exist(committed):
    tenant = founding.found(PENZA, now=NOW, say=lambda sentence: None)
    shown = founding.logins(PENZA, tenant)

    assert {line.role for line in shown} >= {"диспетчер", "житель", "организация: бригада"}
    assert all(line.login.endswith(".example") for line in shown)
    from tenants.isolation import scope

    with scope.in_tenant(tenant):
        assert User.objects.get(email=shown[0].login).check_password(password())
        assert all("(демо)" in name for name in Organisation.objects.values_list("name", flat=True))
        assert House.objects.count() > 150


def test_every_plan_is_complete():
    for plan in plans():
        services = {service for row in plan.subscribers for service in row.services}
        assert {"cold_water", "heating", "electricity", "gas", "roads"} <= services
        # What nobody could name waits for a dispatcher, not for a department that guesses.
        assert "other" not in services
        assert len({area.district for area in plan.areas}) >= 4
        assert 1500 <= plan.houses <= 3000
        assert plan.order["branding"]["phone"].startswith("00")
