"""Organisations by the stage they have reached, with what stands in the way of each."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from appeals import labels
from appeals.models import Member, Organisation
from appeals.models.organisation import OrganisationQuerySet
from onboarding.organisations.models import Invitation, Step

PAGE = 50
EXPIRES_SOON = timedelta(days=30)
# What the list can be narrowed to beside a stage.
ATTENTION = {
    "expiring": "соглашение скоро закончится",
    "over": "соглашение не действует, а работа идёт",
    "silent": "не ответили на приглашение",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person narrows the list to."""

    stage: str = ""
    attention: str = ""
    q: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list with the sizes of the stages."""

    rows: list[Organisation]
    stages: list[tuple[str, str, int]]
    total: int
    next: str = ""


def listing(asked: Asked, *, at: datetime, today: date) -> Listing:
    """Organisations in the order of their names, PAGE at a time, and how many are at each stage."""
    counts = dict(Organisation.objects.order_by().values_list("stage").annotate(count=Count("pk")))
    found: Any = Organisation.objects.annotate(
        people=Count("members", filter=Q(members__is_active=True)),
        last_at=Subquery(_latest("at")),
        last_what=Subquery(_latest("what")),
    )
    if asked.stage in labels.STAGES:
        found = found.filter(stage=asked.stage)
    found = _narrowed(found, asked, at=at, today=today)
    if asked.q.strip():
        words = asked.q.strip()
        found = found.filter(
            Q(name__icontains=words) | Q(short_name__icontains=words) | Q(inn=words)
        )
    name, _, key = asked.after.rpartition("|")
    if key.isdecimal() and len(key) < 19:
        found = found.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(key)))
    rows = list(found.order_by("name", "pk")[: PAGE + 1])
    following = ""
    if len(rows) > PAGE:
        following = f"{rows[PAGE - 1].name}|{rows[PAGE - 1].pk}"
    return Listing(
        rows[:PAGE],
        [(code, str(word), counts.get(code, 0)) for code, word in labels.STAGES.items()],
        sum(counts.values()),
        following,
    )


def _latest(field: str) -> Any:
    return Step.objects.filter(organisation=OuterRef("pk")).order_by("-at", "-id").values(field)[:1]


def _narrowed(
    found: OrganisationQuerySet, asked: Asked, *, at: datetime, today: date
) -> OrganisationQuerySet:
    if asked.attention == "expiring":
        return found.agreed(today).filter(agreement_until__lte=today + EXPIRES_SOON)
    if asked.attention == "over":
        agreed = Organisation.objects.agreed(today)
        return found.filter(stage=Organisation.LIVE).exclude(pk__in=agreed.values("pk"))
    if asked.attention == "silent":
        late = Invitation.objects.filter(
            organisation=OuterRef("pk"), accepted_at=None, withdrawn_at=None, expires_at__lte=at
        )
        nobody = ~Exists(Member.objects.filter(organisation=OuterRef("pk")))
        return found.filter(Exists(late), nobody)
    return found
