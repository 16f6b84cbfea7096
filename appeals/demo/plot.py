"""What happens to an appeal: how soon it is accepted, whether it is returned, reopened, refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from tomllib import loads
from typing import Any

from appeals.demo.ledger import Ended
from appeals.demo.story import Story
from appeals.demo.world import Performer, World
from appeals.registry.history import PastAppeal
from tenants.accounts.actor import Role

_TEXTS = Path(__file__).with_name("texts.toml")
_MOST_REOPENINGS = 3


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Invented sentences, read once."""
    return loads(_TEXTS.read_text(encoding="utf-8"))


def live_through(story: Story, twin: PastAppeal | None) -> PastAppeal:
    """Lead a registered appeal as far as the present lets it go."""
    try:
        if not _at_the_desk(story, twin):
            return story.close_book()
        _set_aside(story)
        _work(story)
        while not _judged(story) and story.appeal.reopened_count < _MOST_REOPENINGS:
            _accept(story, hurry=0.6)
            _work(story)
    except Ended:
        pass
    return story.close_book()


def _at_the_desk(story: Story, twin: PastAppeal | None) -> bool:
    """Until an organisation works on it; False when the story ended at the desk."""
    luck, world = story.luck, story.world
    dispatcher = luck.choice(world.dispatchers)
    if twin is not None and luck.random() < 0.6:
        story.duplicate(_minutes(luck, 20), twin, dispatcher)
        return False
    if story.performer is None:
        if luck.random() < 0.12:
            story.reject(_minutes(luck, 180), _one(luck, "grounds"), dispatcher)
            return False
        performer = _somebody(world, story.appeal.service, luck)
        if performer is None:
            return False
        # Whose company is not connected is first telephoned for.
        typical = 150 if story.appeal.named_organisation_id else 25
        story.assign(performer, _minutes(luck, typical), dispatcher)
    elif luck.random() < 0.025:
        story.give_back(_minutes(luck, 90), _one(luck, "returns"))
        performer = (
            _somebody(world, story.appeal.service, luck)
            or story.world.performers[next(iter(world.performers))]
        )
        story.assign(performer, _minutes(luck, 120), dispatcher)
    _accept(story)
    return True


def _accept(story: Story, hurry: float = 1.0) -> None:
    """Within the term mostly; at night only emergencies move."""
    appeal, performer = story.appeal, story.performer
    term = _left(appeal.accept_by, story.now, timedelta(hours=2))
    pace = performer.diligence if performer else 1.0
    after = term * min(story.luck.lognormvariate(-1.25, 0.7) * pace * hurry, 6.0)
    story.accept(_in_time(story, after, appeal.accept_by))


def _set_aside(story: Story) -> None:
    """Now and then a question, now and then a delay."""
    luck = story.luck
    if luck.random() < 0.03:
        story.ask(_minutes(luck, 40), _one(luck, "questions"))
        story.answer(_minutes(luck, 600), _one(luck, "answers"))
    elif luck.random() < 0.035 and not story.appeal.is_emergency:
        controller = luck.choice(story.world.controllers)
        days = luck.choice((5, 7, 10, 14, 21))
        until = story.postpone(_minutes(luck, 400), days, _one(luck, "postpones"), controller)
        story.resume(until - story.now - _minutes(luck, 300))


def _work(story: Story) -> None:
    """A crew, then the report."""
    appeal, luck, performer = story.appeal, story.luck, story.performer
    pace = performer.diligence if performer else 1.0
    term = _left(appeal.resolve_by, story.now, timedelta(days=1))
    spent = term * min(luck.lognormvariate(-0.95, 0.55) * pace, 4.0)
    localise = appeal.localise_by
    if performer and performer.crews and (localise or luck.random() < 0.75):
        drive = spent * luck.uniform(0.15, 0.5)
        if localise is not None and luck.random() < 0.93:
            drive = min(drive, (localise - story.now) * luck.uniform(0.3, 0.98))
        story.dispatch_crew(_in_time(story, drive, localise or appeal.resolve_by))
        spent -= max(drive, timedelta(0))
    reports = words()["reports"]
    report = luck.choice(reports.get(appeal.service, reports["other"]))
    story.resolve(_in_time(story, spent, appeal.resolve_by), report)


def _judged(story: Story) -> bool:
    """Whether the resident is satisfied at last; told by a link or by the dispatcher's call."""
    luck = story.luck
    dispatcher = luck.choice(story.world.dispatchers)
    content = luck.random() > 0.09 / (1 + story.appeal.reopened_count)
    if luck.random() < 0.35:
        if content:
            story.confirm(_minutes(luck, 300), Role.APPLICANT, None)
            story.archive(timedelta(days=1, minutes=luck.uniform(1, 20)), Role.SYSTEM, None)
        else:
            story.reopen(_minutes(luck, 500), _one(luck, "complaints"), Role.APPLICANT, None)
        return content
    while luck.random() < 0.25 and story.appeal.callback_count < 3:
        story.call(_in_the_day(story, _minutes(luck, 200)), "no_answer", dispatcher)
    if content:
        story.call(_in_the_day(story, _minutes(luck, 240)), "satisfied", dispatcher)
        story.confirm(timedelta(seconds=luck.uniform(30, 90)), Role.DISPATCHER, dispatcher)
        story.archive(timedelta(milliseconds=luck.uniform(3, 30)), Role.DISPATCHER, dispatcher)
    else:
        reason = _one(luck, "complaints")
        story.call(_in_the_day(story, _minutes(luck, 240)), "not_satisfied", dispatcher, reason)
        story.reopen(timedelta(seconds=luck.uniform(30, 90)), reason, Role.DISPATCHER, dispatcher)
    return content


def _somebody(world: World, service: str, luck: Random) -> Performer | None:
    """Who could take it by its services; else anybody, as desks do."""
    choice = world.by_service.get(service) or list(world.performers.values())
    return luck.choice(choice) if choice else None


def _left(deadline: datetime | None, now: datetime, otherwise: timedelta) -> timedelta:
    if deadline is None:
        return otherwise
    return max(deadline - now, timedelta(minutes=20))


def _in_the_day(story: Story, after: timedelta) -> timedelta:
    """Moved from the night to the next morning, unless it is an emergency."""
    if story.appeal.is_emergency:
        return after
    local = (story.now + after).astimezone(story.world.zone)
    if 8 <= local.hour < 20:
        return after
    morning = local.replace(hour=8, minute=0, second=0) + timedelta(
        days=1 if local.hour >= 20 else 0, minutes=story.luck.uniform(0, 150)
    )
    return morning.astimezone(story.now.tzinfo) - story.now


def _in_time(story: Story, after: timedelta, deadline: datetime | None) -> timedelta:
    """Put off till the morning only where the term allows it; now and then it does not help."""
    shifted = _in_the_day(story, after)
    if deadline is None or story.now + shifted <= deadline or story.luck.random() < 0.06:
        return shifted
    return after


def _minutes(luck: Random, typical: float) -> timedelta:
    return timedelta(minutes=typical * min(luck.lognormvariate(0, 0.7), 8.0))


def _one(luck: Random, kind: str) -> str:
    return str(luck.choice(words()[kind]["any"]))
