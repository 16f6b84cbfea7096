"""A crew's day: its tasks in the order to drive, the step each stands at, and what is done."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from appeals import route
from appeals.access import contact_is_open
from appeals.actions import shots
from appeals.desk import finding, moves, paging, sketch
from appeals.desk.sketch import Sketch
from appeals.models import Appeal, Attachment
from appeals.route import Point, Stop
from appeals.workflow import Status
from tenants.accounts.actor import Actor

_MOST = 20
SENT, ON_THE_WAY, AT_THE_PLACE = "sent", "out", "there"


@dataclass(slots=True)
class Task:
    """One appeal of a crew. `turn` is its place on the way; 0: nothing to drive for now."""

    appeal: Appeal
    contact_is_open: bool
    step: str
    waits: str = ""
    turn: int = 0
    metres: float | None = None
    photos: Sequence[Attachment] = ()

    @property
    def key(self) -> UUID:
        """A fresh name for the deed of one form."""
        return uuid4()

    @property
    def reported(self) -> list[Attachment]:
        """What the applicant photographed."""
        return [photo for photo in self.photos if photo.kind == Attachment.REPORTED]

    @property
    def before(self) -> list[Attachment]:
        """The crew's photos before the work, this time."""
        return self._own(Attachment.BEFORE)

    @property
    def after(self) -> list[Attachment]:
        """The crew's photos after the work, this time."""
        return self._own(Attachment.AFTER)

    @property
    def lacking(self) -> str:
        """Which photos are missing before the task can be done, as a sentence."""
        if not self.appeal.category.needs_photos:
            return ""
        return shots.lacking({photo.kind for photo in (*self.before, *self.after)})

    @property
    def place(self) -> Point | None:
        """Where it is."""
        if self.appeal.latitude is None or self.appeal.longitude is None:
            return None
        return Point(self.appeal.latitude, self.appeal.longitude)

    def _own(self, kind: str) -> list[Attachment]:
        since = self.appeal.clocks_from
        mine = [photo for photo in self.photos if photo.kind == kind and photo.is_verified]
        return [photo for photo in mine if photo.added_at >= since]


@dataclass(slots=True)
class Day:
    """Everything the phone shows."""

    tasks: list[Task]
    done: list[Appeal]
    goes_on: bool
    sketch: Sketch | None
    metres: float
    start: Point | None = field(default=None)


def read(actor: Actor, now: datetime, *, start: Point | None = None) -> Day:
    """The day; `start` is where the crew stands, unless its last arrival says so.

    Three statements: tasks by index `appeal_crew`, today's done ones by `appeal_done`, photos.
    """
    seen = finding.carded(actor)
    page = paging.page(seen.open(), paging.NEXT_BREACH_FIRST, size=_MOST)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    done = list(
        seen.filter(status=Status.RESOLVED, status_at__gte=midnight).order_by("-status_at")[:_MOST]
    )
    photos = _photos([appeal for appeal in page.rows if appeal.photo_count])
    tasks = [_task(appeal, actor, photos[appeal.pk]) for appeal in page.rows]
    start = start or _last_place([*page.rows, *done], midnight)
    driven = _in_order([task for task in tasks if task.step], start, now)
    waiting = [task for task in tasks if not task.step]
    stops = [(task.turn, task.place, task) for task in driven]
    return Day(
        tasks=[*driven, *waiting],
        done=done,
        goes_on=bool(page.next),
        sketch=sketch.draw(
            [(turn, place, _name(task.appeal)) for turn, place, task in stops if place], start
        ),
        metres=sum(task.metres or 0 for task in driven),
        start=start,
    )


def _task(appeal: Appeal, actor: Actor, photos: Sequence[Attachment]) -> Task:
    step = ""
    if appeal.status == Status.CREW_DISPATCHED:
        step = AT_THE_PLACE if appeal.arrived_at else ON_THE_WAY if appeal.set_out_at else SENT
    return Task(
        appeal,
        contact_is_open(appeal, actor),
        step,
        waits="" if step else moves.afterwards(appeal, actor, []),
        photos=photos,
    )


def _in_order(tasks: list[Task], start: Point | None, now: datetime) -> list[Task]:
    """Where the crew is comes first, then where it drives to, then the way from there."""
    begun = [task for task in tasks if task.step != SENT]
    begun.sort(key=lambda task: task.appeal.arrived_at or task.appeal.set_out_at or now)
    begun.sort(key=lambda task: task.step != AT_THE_PLACE)
    here = next((task.place for task in reversed(begun) if task.place), start)
    rest = {task.appeal.pk: task for task in tasks if task.step == SENT}
    way = route.ordered(
        [Stop(pk, task.place, task.appeal.next_clock_at) for pk, task in rest.items()],
        start=here,
        now=now,
    )
    found = [*begun, *(rest[stop.key] for stop in way)]
    here = start
    for turn, task in enumerate(found, 1):
        task.turn = turn
        if task.place and here and task.step != AT_THE_PLACE:
            task.metres = route.metres(here, task.place)
        here = task.place or here
    return found


def _last_place(appeals: Sequence[Appeal], midnight: datetime) -> Point | None:
    """Where the crew was last today, by its own word."""
    been = [a for a in appeals if a.arrived_at and a.arrived_at >= midnight and a.latitude]
    if not been:
        return None
    last = max(been, key=lambda appeal: appeal.arrived_at or midnight)
    return Point(last.latitude or 0, last.longitude or 0)


def _photos(appeals: Sequence[Appeal]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    if appeals:
        for photo in Attachment.objects.filter(appeal__in=[appeal.pk for appeal in appeals]):
            found[photo.appeal_id].append(photo)
    return found


def _name(appeal: Appeal) -> str:
    """The street and the house, short enough for a drawing."""
    words = (appeal.address or appeal.landmark).replace(", д. ", ", ").strip()
    return words if len(words) <= 24 else f"{words[:23].rstrip(' ,')}…"
