"""The present of a demonstration city: every organisation that is shown has a living queue.

Staged, not drawn: to accept, in work, a crew on the way, overdue, under strict control, waiting for
a call; and at the desk, new ones, one of which names a company that is not connected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from appeals.demo.plot import words
from appeals.demo.simulation import Simulation, is_unconnected
from appeals.demo.story import Story
from appeals.demo.world import Performer, Spot, World
from appeals.models import Category
from appeals.registry.history import PastAppeal
from tenants.accounts.actor import Role

Act = Callable[[Story], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One staged appeal: what, how long ago, and what has happened to it since."""

    code: str
    minutes_ago: float
    acts: tuple[Act, ...] = ()
    # Filed by the resident whose log-in is shown.
    own: bool = False


def accept(after: float) -> Act:
    """Accepted so many minutes after the event before."""
    return lambda story: story.accept(timedelta(minutes=after))


def drive(after: float, crew: int = 0) -> Act:
    """A crew sent: the organisation's first, whose log-in is shown, or another."""
    return lambda story: story.dispatch_crew(timedelta(minutes=after), crew=crew)


def finish(after: float) -> Act:
    """Reported as done."""

    def act(story: Story) -> None:
        reports = words()["reports"]
        text = reports.get(story.appeal.service, reports["other"])[0]
        story.resolve(timedelta(minutes=after), text)

    return act


def complain(after: float) -> Act:
    """The resident is not satisfied: back to work under strict control."""
    reason = "Через час всё повторилось, прошу прислать мастера ещё раз."
    return lambda story: story.reopen(timedelta(minutes=after), reason, Role.APPLICANT, None)


def put_off(after: float) -> Act:
    """Postponed by the desk."""

    def act(story: Story) -> None:
        controller = story.world.controllers[0]
        story.postpone(timedelta(minutes=after), 4, "Нужна поставка материала.", controller)

    return act


def give_back(after: float) -> Act:
    """Returned to the desk with a reason."""
    return lambda story: story.give_back(timedelta(minutes=after), "Это сети другой организации.")


WATER = (
    Part("cold_water_off", 3),
    Part("cold_water_weak", 7),
    Part("sewer_overflow", 38),
    Part("cold_water_off", 75, (accept(4),)),
    Part("cold_water_dirty", 160, (accept(8),)),
    Part("sewer_overflow", 130, (accept(5), drive(12))),
    Part("water_pipe_burst", 95, (accept(3), drive(9)), own=True),
    Part("cold_water_off", 320, (accept(6), drive(15))),
    Part("sewer_overflow", 64, (give_back(20),)),
    Part("manhole_open", 55, (accept(5), drive(14, crew=1))),
    Part("cold_water_off", 900, (accept(5), drive(12), finish(150), complain(729))),
    Part("cold_water_weak", 1500, (accept(9), finish(300), complain(600), accept(20))),
    Part("cold_water_off", 240, (accept(4), drive(10), finish(70)), own=True),
    Part("cold_water_dirty", 420, (accept(9), drive(25), finish(160))),
    Part("cold_water_weak", 2000, (accept(10), put_off(400))),
)
HOUSE = (
    Part("house_leak", 5),
    Part("entrance_dark", 24, own=True),
    Part("entrance_dirty", 190),
    Part("house_leak", 65, (accept(6), drive(15))),
    Part("entrance_door", 150, (accept(20),)),
    Part("roof_leak", 1800, (accept(30), drive(60))),
    Part("sewer_blocked", 1300, (accept(5), drive(12), finish(90), complain(500), accept(4))),
    Part("yard_ice", 380, (accept(25), drive(60), finish(120))),
)
DESK = (
    Part("entrance_dirty", 4),
    Part("house_repair", 11),
    Part("basement", 26),
    Part("entrance_door", 45),
)


def stage(simulation: Simulation, world: World) -> Iterator[PastAppeal]:
    """Every staged appeal, in the order of filing."""
    luck = Random(f"{simulation.seed}:staged")  # noqa: S311 — a scene, not a secret
    categories = {category.code: category for category in world.categories}
    staged: list[tuple[datetime, Part, Category, Spot]] = []
    for performer, parts in _cast(world):
        spots = _served_by(world, performer)
        staged += [
            (_ago(simulation, part), part, categories[part.code], luck.choice(spots))
            for part in parts
        ]
    unconnected = [spot for spot in world.spots if is_unconnected(spot)] or world.spots
    staged += [
        (_ago(simulation, part), part, categories[part.code], luck.choice(unconnected))
        for part in DESK
    ]
    for at, part, category, spot in sorted(staged, key=lambda item: item[0]):
        story = simulation.filed(at, category, spot, luck, houseless=False)
        if part.own and world.residents:
            story.past.applicant = {"user_id": world.residents[0].id, "consent": "2026-01"}
        for act in part.acts:
            act(story)
        yield story.close_book()


def _cast(world: World) -> Iterator[tuple[Performer, tuple[Part, ...]]]:
    """The organisations whose log-ins are shown."""
    water = world.by_service.get("cold_water")
    if water:
        yield water[0], WATER
    managers = world.by_service.get("management")
    if managers:
        yield managers[0], HOUSE


def _served_by(world: World, performer: Performer) -> list[Spot]:
    return [
        spot
        for spot in world.spots
        if any(line.organisation.id == performer.id for line in spot.matrix)
    ]


def _ago(simulation: Simulation, part: Part) -> datetime:
    return simulation.until - timedelta(minutes=part.minutes_ago)
