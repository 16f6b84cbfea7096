"""Not satisfied: back to work under stricter control."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from appeals import workflow
from appeals.actions import clocks, controllers, journal, parts, verdicts
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.register import PHOTO_LIMIT
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.labels import COMPLAINTS
from appeals.models import Appeal, Attachment, Callback, Policy
from appeals.workflow import Status
from tenants.accounts.actor import SYSTEM, Actor, Role
from tenants.fanout import outbox

TOPIC = "control"


@whole
def reopen(
    appeal_id: int,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
    cause: str = "",
    of: Collection[int] = (),
    photos: Sequence[Photo] = (),
) -> Appeal:
    """Send the appeal back: control level + 1, shorter clocks from now, a controller by name.

    `cause` is a code of COMPLAINTS, `reason` the applicant's own words; one of them is enough. The
    appeal stays with the organisation, against which it counts and which must accept it again. Of
    an appeal in parts, `of` names those not done; without it all go back. `photos` show what is left.

    Raises:
        BadInput: neither a cause nor words, too many photos.
        NotFound, RefusedMove, Stale
    """
    if cause and cause not in COMPLAINTS:
        raise BadInput({"cause": _("Выберите причину из списка.")})
    told = _complaint(cause, reason)
    if not told:
        raise BadInput({"reason": _("Напишите, что осталось не так: это прочтёт исполнитель.")})
    if len(photos) > PHOTO_LIMIT:
        raise BadInput({"photos": _("Приложите не больше {most} фото.").format(most=PHOTO_LIMIT)})
    appeal = Appeal.objects.locked(appeal_id)
    if appeal.parent is not None and appeal.parent.status != Status.SPLIT:
        raise RefusedMove(
            _("Это часть обращения {number}: верните в работу его.").format(number=appeal.parent)
        )
    appeal.photo_count += len(photos)
    moved = _send_back(appeal, by=by, at=at, version=version, reason=told)
    for photo in photos:
        keep(moved, photo, kind=Attachment.REPORTED, by=by, at=at)
        journal.note(moved, "photo", by=by, photo=Attachment.REPORTED)
    if by.role == Role.APPLICANT:
        verdicts.keep(moved, Callback.NOT_SATISFIED, by=by, at=at, cause=cause, reason=reason)
    undone = [
        part for part in parts.of(moved, *workflow.REOPEN.sources) if not of or part.part in of
    ]
    for part in undone:
        _send_back(part, by=by, at=at, reason=told)
    if undone:
        moved.accept_by = moved.localise_by = None
        journal.move(moved, workflow.SPLIT, by=SYSTEM, at=at, again=True)
    outbox.put(TOPIC, {"reopened": moved.pk, "controller": moved.controller_id})
    return moved


def _complaint(cause: str, reason: str) -> str:
    """The coded cause and the applicant's words as one reason; the journal is kept in Russian."""
    with translation.override("ru"):
        coded = str(COMPLAINTS[cause]).capitalize() if cause and cause != "other" else ""
    return ": ".join(part for part in (coded, reason.strip()) if part)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What reopening would do, told before it is done."""

    level: int
    resolve_by: datetime | None
    controller: str


def foreseen(appeal: Appeal, *, policy: Policy, at: datetime) -> Consequence:
    """The level, the term and the controller this appeal would get now; nothing is stored."""
    trial = copy(appeal)
    trial.control_level += 1
    trial.clocks_from = at
    clocks.start(trial, appeal.category, appeal.organisation, at=at)
    controller = appeal.controller_name
    if appeal.controller_id is None:
        chosen = controllers.choose(policy)
        controller = chosen.name if chosen else ""
    return Consequence(trial.control_level, trial.resolve_by, controller)


def _send_back(
    appeal: Appeal, *, by: Actor, at: datetime, reason: str, version: int | None = None
) -> Appeal:
    appeal.control_level += 1
    appeal.reopened_count += 1
    appeal.clocks_from = at
    appeal.accepted_at = appeal.resolved_at = None
    appeal.crew = None
    verdicts.settle(appeal)
    verdicts.forget_doubts(appeal)
    if appeal.controller_id is None:
        controller = controllers.choose(Policy.of_city())
        if controller is not None:
            appeal.controller_id, appeal.controller_name = controller.pk, controller.name
    clocks.start(appeal, appeal.category, appeal.organisation, at=at)
    return journal.move(
        appeal,
        workflow.REOPEN,
        by=by,
        at=at,
        version=version,
        comment=reason,
        level=appeal.control_level,
        controller=appeal.controller_name,
    )
