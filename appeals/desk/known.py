"""What the city already knows of a caller and of a house, while the call goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import get_language

from appeals import catalogue, labels, routing
from appeals.actions import Filing, clocks, placing
from appeals.errors import BadInput
from appeals.models import Appeal, Applicant, Category, House, Joined, Organisation, Outage, Serving
from appeals.registry import outages, similar
from appeals.registry.similar import Likeness
from tenants.accounts.actor import Actor

_RECENT = timedelta(days=30)
_MOST = 4
# As many as have a key of their own.
_JOINABLE = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Who has called from this number before, and where they live, as they said last."""

    name: str
    flat: str
    house_id: int | None
    address: str


@dataclass(slots=True)
class Known:
    """The caller, the house, what is off there, what is like it, who serves it, where it will go."""

    house: House | None = None
    person: Person | None = None
    of_phone: Sequence[Appeal] = ()
    at_house: Sequence[Appeal] = ()
    similar: Sequence[Likeness] = ()
    outages: Sequence[Outage] = ()
    servings: list[tuple[str, Organisation]] = field(default_factory=list)
    services: dict[str, str] = field(default_factory=dict)
    category: Category | None = None
    goes_to: Organisation | None = None
    goes_why: str = ""
    # Until when, by clock: accept, localise, resolve.
    due: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.house or self.of_phone)


def read(filing: Filing, actor: Actor, now: datetime) -> Known:
    """Look up what is told so far; nothing is an error here."""
    found = Known()
    seen = Appeal.objects.visible_to(actor).select_related("category")
    if filing.phone:
        found.of_phone, found.person = of_number(filing.phone, actor)
    if filing.house_id is None:
        return found
    found.house = House.objects.filter(pk=filing.house_id).first()
    if found.house is None:
        return found
    if filing.category:
        found.category = Category.objects.for_filing().filter(code=filing.category).first()
    found.outages = outages.concerning(filing.house_id, at=now)
    found.similar = similar.open_ones(
        Appeal.objects.visible_to(actor),
        house=found.house,
        category=found.category,
        most=_JOINABLE,
    )
    listed = [like.appeal.pk for like in found.similar]
    rows = seen.filter(house_id=filing.house_id, registered_at__gte=now - _RECENT)
    found.at_house = list(rows.exclude(pk__in=listed).order_by("-registered_at")[:_MOST])
    today = localdate(now)
    found.services = {
        s.code: s.name.in_language(get_language() or "ru") for s in catalogue.services()
    }
    found.servings = [
        (found.services.get(line.service, line.service), line.organisation)
        for line in Serving.objects.filter(house=found.house).select_related("organisation")
        if (line.since is None or line.since <= today)
        and (line.until is None or today < line.until)
    ]
    _foretell(found, filing, now)
    return found


def of_number(phone: str, actor: Actor) -> tuple[list[Appeal], Person | None]:
    """The last appeals of this number, filed and joined, and who it is: three statements."""
    filed = Applicant.objects.filter(phone=phone).order_by("-appeal_id").values_list("appeal_id")
    joined = Joined.objects.filter(phone=phone).order_by("-appeal_id").values_list("appeal_id")
    identifiers = [row[0] for row in (*filed[:_MOST], *joined[:_MOST])]
    rows = list(
        Appeal.objects.visible_to(actor)
        .filter(pk__in=identifiers)
        .select_related("category", "applicant")
        .order_by("-id")[:_MOST]
    )
    for row in rows:
        who = getattr(row, "applicant", None)
        if who is not None and who.phone == phone:
            return rows, Person(who.name, who.flat, row.house_id, row.address)
    if not rows:
        return rows, None
    last = Joined.objects.filter(phone=phone, appeal=rows[0]).first()
    name, flat = (last.name, last.flat) if last else ("", "")
    return rows, Person(name, flat, rows[0].house_id, rows[0].address)


def _foretell(found: Known, filing: Filing, now: datetime) -> None:
    """Where an appeal of this category at this house would go, and until when it must be done."""
    if not filing.category:
        return
    try:
        category, where = placing.checked(filing, placing.look(filing, key=None, at=now))
    except BadInput:
        return
    decision = routing.route(where.facts(category, at=now, channel="phone"))
    found.goes_to = where.organisation(decision.organisation_id)
    found.goes_why = decision.sentence
    sketch = Appeal(clocks_from=now)
    clocks.start(sketch, category, found.goes_to, at=now)
    found.due = [
        (str(labels.CLOCKS[clock]), moment)
        for clock, moment in sketch.clocks.items()
        if moment is not None and clock != "answer"
    ]
