"""A believable history of a city: the same for the same seed, tracking codes excepted.

Everything about an appeal – when, where, what, and how it went – is drawn from the seed and the
day; its tracking code stays a secret of the database's own making.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from appeals import routing
from appeals.demo import people, season
from appeals.demo.plot import live_through, words
from appeals.demo.story import Story
from appeals.demo.world import Person, Spot, World
from appeals.masking import masked
from appeals.models import Appeal, Category
from appeals.registry.history import PastAppeal
from tenants.accounts.actor import Role

_CHANNELS = (("web", 0.56), ("phone", 0.36), ("api", 0.08))
_HOUSELESS = {"bus_late", "bus_conduct", "doctor", "medicine", "social_help"}
_INCIDENT_EVERY_DAYS = 5
_TWINS_WITHIN = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Incident:
    """One trouble that a whole street reports within hours."""

    category: Category
    street_id: int
    begins: datetime
    share: float


class Simulation:
    """Draws a history of `days` days that ends at `until`, `per_day` appeals a day on average."""

    def __init__(
        self, world: World, *, days: int, per_day: int, seed: str, until: datetime
    ) -> None:
        self.world, self.seed, self.until = world, seed, until
        self.total = days * per_day
        last = until.astimezone(world.zone).date()
        self._days = [last - timedelta(days=back) for back in range(days - 1, -1, -1)]
        self._recent: dict[tuple[int, int], PastAppeal] = {}
        self._categories = {category.code: category for category in world.categories}

    def appeals(self) -> Iterator[PastAppeal]:
        """Every appeal of the history, in the order of filing."""
        for day, count in zip(self._days, self._counts(), strict=True):
            luck = Random(f"{self.seed}:{day.isoformat()}")  # noqa: S311 — a history, not a secret
            incident = self._incident(day, luck)
            weights = [season.weight(category.code, day) for category in self.world.categories]
            for at in self._moments(day, count, luck):
                category = luck.choices(self.world.categories, weights)[0]
                spot = self._spot(luck)
                if incident and luck.random() < incident.share and at > incident.begins:
                    category = incident.category
                    spot = luck.choice(self.world.by_street[incident.street_id])
                yield self._appeal(at, category, spot, luck)

    def _counts(self) -> list[int]:
        """Appeals of each day: the season's and the week's pattern, exactly `total` in all."""
        activity = [
            season.activity(day)
            * Random(f"{self.seed}:{day}:n").uniform(0.85, 1.15)  # noqa: S311
            * self._part_of(day)
            for day in self._days
        ]
        scale = self.total / (sum(activity) or 1.0)
        counts, owed = [], 0.0
        for value in activity:
            owed += value * scale
            counts.append(int(owed + 0.5))
            owed -= counts[-1]
        counts[-1] += self.total - sum(counts)
        return counts

    def _part_of(self, day: date) -> float:
        """How much of this day is past at the history's end."""
        local = self.until.astimezone(self.world.zone)
        if day != local.date():
            return 1.0
        gone = sum(season.HOURS[: local.hour]) + season.HOURS[local.hour] * local.minute / 60
        return max(gone / sum(season.HOURS), 0.0005)

    def _moments(self, day: date, count: int, luck: Random) -> list[datetime]:
        """When in the day they were filed, in UTC, ascending."""
        midnight = datetime.combine(day, time(0), self.world.zone)
        latest = self.until - timedelta(seconds=2)
        hours = luck.choices(range(24), season.HOURS, k=count)
        moments = [
            (midnight + timedelta(hours=hour, seconds=luck.uniform(0, 3600))).astimezone(
                ZoneInfo("UTC")
            )
            for hour in hours
        ]
        begun = midnight.astimezone(ZoneInfo("UTC"))
        return sorted(
            at if at < latest else begun + (latest - begun) * luck.random() for at in moments
        )

    def _incident(self, day: date, luck: Random) -> Incident | None:
        """Now and then something breaks for a whole street."""
        if luck.random() > 1 / _INCIDENT_EVERY_DAYS:
            return None
        codes = [code for code in season.INCIDENTS if code in self._categories]
        if not codes:
            return None
        weights = [season.weight(code, day) + 0.01 for code in codes]
        code = luck.choices(codes, weights)[0]
        begins = datetime.combine(day, time(luck.randint(5, 17)), self.world.zone)
        street_id = luck.choice(self.world.spots).street_id
        return Incident(
            self._categories[code], street_id, begins.astimezone(ZoneInfo("UTC")),
            luck.uniform(0.08, 0.25),
        )  # fmt: skip

    def _spot(self, luck: Random) -> Spot:
        """A house; some houses have more trouble than others."""
        spots = self.world.spots
        return (
            spots[int(len(spots) * luck.random() ** 1.35)]
            if luck.random() < 0.5
            else luck.choice(spots)
        )

    def filed(
        self, at: datetime, category: Category, spot: Spot, luck: Random, *, houseless: bool
    ) -> Story:
        """An appeal filed and routed in the same second; what follows is the caller's to tell."""
        channel = luck.choices([name for name, _ in _CHANNELS], [share for _, share in _CHANNELS])[
            0
        ]
        text, public_text = self._text(category.code, at, luck)
        operator = luck.choice(self.world.dispatchers) if channel == "phone" else None
        appeal = Appeal(
            year=at.astimezone(self.world.zone).year,
            text=text,
            public_text=public_text,
            category=category,
            sector=category.sector.code,
            service=category.service,
            channel=channel,
            is_emergency=category.is_emergency,
            house_id=None if houseless else spot.id,
            address=spot.address,
            district=spot.district,
            latitude=spot.latitude,
            longitude=spot.longitude,
            qk=spot.qk,
            registered_at=at,
            status_at=at,
            clocks_from=at,
            operator_id=(operator.id or None) if operator else None,
        )
        story = Story(self.world, appeal, until=self.until, luck=luck)
        self._begin(story, spot, operator, houseless=houseless)
        if channel != "api" and luck.random() < 0.85:
            story.past.applicant = people.applicant(luck, self.world.area_code)
        return story

    def _appeal(self, at: datetime, category: Category, spot: Spot, luck: Random) -> PastAppeal:
        story = self.filed(at, category, spot, luck, houseless=category.code in _HOUSELESS)
        is_incident = category.code in season.INCIDENTS
        past = live_through(story, self._twin(category, spot, at) if is_incident else None)
        if is_incident and past.merged is None:
            self._recent[category.pk, spot.street_id] = past
        return past

    def _begin(self, story: Story, spot: Spot, operator: Person | None, *, houseless: bool) -> None:
        appeal = story.appeal
        story.register(role=Role.DISPATCHER if operator else Role.RESIDENT, who=operator)
        category = appeal.category
        decision = routing.route(
            routing.Facts(
                local_at=appeal.registered_at.astimezone(self.world.zone),
                service=appeal.service,
                categories=(category.pk, category.parent_id or 0),
                house_id=None if houseless else spot.id,
                district=spot.district,
                channel=appeal.channel,
                emergency=appeal.is_emergency,
                matrix=spot.matrix,
                rules=self.world.rules,
            )
        )
        story.hand_to(decision)

    def _twin(self, category: Category, spot: Spot, at: datetime) -> PastAppeal | None:
        """The first report of the same trouble on the same street, a day ago at most."""
        first = self._recent.get((category.pk, spot.street_id))
        if first is None or at - first.appeal.registered_at > _TWINS_WITHIN:
            return None
        return first

    def _text(self, code: str, at: datetime, luck: Random) -> tuple[str, str]:
        """What was written, and what of it is public: numbers filled in hide nothing."""
        texts = words()["texts"]
        template = str(luck.choice(texts.get(code, texts["other"])))
        numbers = {
            "hour": max(at.astimezone(self.world.zone).hour - luck.randint(0, 3), 0),
            "days": luck.randint(2, 4),
            "porch": luck.randint(1, 6),
            "floor": luck.randint(2, 9),
        }
        return template.format(**numbers), _public(template).format(**numbers)


def is_unconnected(spot: Spot) -> bool:
    """Whether the house's company would be named to the desk instead of being sent to."""
    return any(
        line.service == "management" and line.organisation.obstacle() is not None
        for line in spot.matrix
    )


@lru_cache(maxsize=20_000)
def _public(text: str) -> str:
    return masked(text)
