"""One appeal, several executors: each gets a part, the resident keeps one story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from appeals import workflow
from appeals.actions import arbiter, clocks, journal
from appeals.actions.assign import refuse_deaf
from appeals.actions.journal import Record
from appeals.actions.parts import refuse_part
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.masking import masked
from appeals.models import Appeal, Category, Organisation
from appeals.workflow import Status
from tenants.accounts.actor import SYSTEM, Actor
from tenants.isolation import scope

FEWEST, MOST = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who does what; without a theme of its own it is the whole's."""

    organisation: Organisation
    task: str
    category: Category | None = None


@whole
def split(
    appeal_id: int,
    *,
    parts: Sequence[Part],
    by: Actor,
    at: datetime,
    version: int | None = None,
    comment: str = "",
) -> Appeal:
    """Give every executor a part with clocks of its own; the whole waits for all of them.

    A part has a number, the place and the task; of the applicant it holds nothing, that stays with
    the whole.

    Raises:
        BadInput: too few or too many parts, no task, one executor twice, nobody there to read it.
        NotFound, RefusedMove, Stale
    """
    _check(parts, at=at)
    appeal = Appeal.objects.locked(appeal_id)
    refuse_part(appeal)
    arbiter.refuse_others(appeal, by)
    appeal.organisation = appeal.crew = appeal.named_organisation = None
    appeal.assigned_at = appeal.accepted_at = None
    appeal.routed_why = ""
    # Accepting and localising are the executors': each part has clocks of its own.
    appeal.accept_by = appeal.localise_by = None
    moved = journal.move(
        appeal,
        workflow.SPLIT,
        by=by,
        at=at,
        version=version,
        comment=comment,
        organisations=[str(part.organisation) for part in parts],
    )
    known = Appeal.objects.filter(parent=moved).count()
    for number, part in enumerate(parts, start=known + 1):
        _begin(moved, part, number, by=by, at=at)
    return moved


def _check(wanted: Sequence[Part], *, at: datetime) -> None:
    if not FEWEST <= len(wanted) <= MOST:
        raise BadInput({"parts": f"Частей должно быть от {FEWEST} до {MOST}."})
    if len({part.organisation.pk for part in wanted}) < len(wanted):
        raise BadInput(
            {"parts": "Один исполнитель назван дважды. Сведите его задачи в одну часть."}
        )
    for part in wanted:
        if not part.task.strip():
            raise BadInput(
                {"parts": f"Напишите, что должен сделать исполнитель {part.organisation}."}
            )
        refuse_deaf(part.organisation, at=at)


def _begin(whole: Appeal, wanted: Part, number: int, *, by: Actor, at: datetime) -> None:
    category = wanted.category or whole.category
    task = wanted.task.strip()
    part = Appeal(
        parent=whole,
        part=number,
        year=at.astimezone(ZoneInfo(scope.require().time_zone)).year,
        text=task,
        public_text=masked(task),
        category=category,
        sector=category.sector.code,
        service=category.service,
        channel=whole.channel,
        is_public=False,
        is_emergency=category.is_emergency,
        house_id=whole.house_id,
        address=whole.address,
        landmark=whole.landmark,
        district=whole.district,
        latitude=whole.latitude,
        longitude=whole.longitude,
        qk=whole.qk,
        organisation=wanted.organisation,
        control_level=whole.control_level,
        controller_id=whole.controller_id,
        controller_name=whole.controller_name,
        registered_at=at,
        assigned_at=at,
        status_at=at,
        clocks_from=whole.clocks_from,
    )
    clocks.start(part, category, wanted.organisation, at=at)
    journal.begin(
        part,
        [
            Record("register", "", Status.REGISTERED, SYSTEM, {"of": whole.number}, False),
            Record(
                "assign",
                Status.REGISTERED,
                Status.ASSIGNED,
                by,
                {"organisation": str(wanted.organisation)},
                False,
                organisation_id=wanted.organisation.pk,
            ),
        ],
    )
