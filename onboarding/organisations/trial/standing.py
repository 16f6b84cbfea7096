"""How an organisation stands in practice: the squares of its page, and on time of how many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from appeals.models import Appeal, Organisation
from onboarding.organisations.models import PracticeResult
from onboarding.organisations.trial import results
from onboarding.organisations.trial.grading import late

# So many squares are shown, the latest.
SQUARES = 20


@dataclass(frozen=True, slots=True)
class Square:
    """One practice appeal as a square: on time, or what was late."""

    number: str
    theme: str
    late: tuple[str, ...]
    received_at: datetime
    # How an address carries the number; empty once the appeal is done with.
    latin: str = ""

    @property
    def is_on_time(self) -> bool:
        """Whether no term was missed."""
        return not self.late

    @property
    def done_label(self) -> str:
        """What a square of one on time says."""
        return f"{self.short}: в срок"

    @property
    def late_label(self) -> str:
        """What a square of a late one says."""
        return f"{self.short}: позже срока"

    @property
    def short(self) -> str:
        """«№ 7»: the serial alone, as people say it."""
        return f"№ {int(self.number.rpartition('-')[2])}"


def practice(organisation: Organisation) -> tuple[int, int]:
    """How many practice appeals were worked on time, of how many; one that is late counts at once."""
    return practice_each([organisation.pk]).get(organisation.pk, (0, 0))


def practice_each(ids: Iterable[int] | None = None) -> Mapping[int, tuple[int, int]]:
    """The same for many organisations (None: all) in two statements; those without any are left out."""
    kept = PracticeResult.objects.order_by().values("organisation_id")
    open_late = Appeal.everything.filter(is_trial=True, practice__isnull=False).exclude(breached=[])
    if ids is not None:
        wanted = list(ids)
        kept = kept.filter(organisation__in=wanted)
        open_late = open_late.filter(practice__organisation__in=wanted)
    numbers = kept.annotate(
        total=Count("pk"), on_time=Count("pk", filter=Q(is_on_time=True))
    ).values_list("organisation_id", "on_time", "total")
    counted = {pk: (on_time, total) for pk, on_time, total in numbers}
    unfinished = (
        open_late.exclude(status="confirmed").order_by().values("practice__organisation_id")
    )
    for pk, more in unfinished.annotate(more=Count("pk")).values_list(
        "practice__organisation_id", "more"
    ):
        on_time, total = counted.get(pk, (0, 0))
        counted[pk] = (on_time, total + more)
    return counted


def squares(organisation: Organisation, *, most: int = SQUARES) -> list[Square]:
    """The latest graded ones in the order they came: what is kept, and what is late and still open."""
    rows = PracticeResult.objects.filter(organisation=organisation)
    kept = [_kept(result) for result in rows.order_by("-finished_at", "-id")[:most]]
    return sorted([*kept, *unfinished(organisation)], key=lambda one: one.received_at)[-most:]


def unfinished(organisation: Organisation) -> list[Square]:
    """Practice that stands open and has missed a term already."""
    own = Appeal.everything.filter(is_trial=True, practice__organisation=organisation)
    appeals = own.exclude(breached=[]).exclude(status="confirmed").select_related("category")
    return [
        Square(
            appeal.number,
            appeal.category.name,
            tuple(late(facts)),
            appeal.registered_at,
            appeal.latin_number,
        )
        for appeal, (facts, _) in zip(appeals, results.read(appeals), strict=True)
    ]


def _kept(result: PracticeResult) -> Square:
    return Square(result.number, result.theme, tuple(result.late), result.received_at)
