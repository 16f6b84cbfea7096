"""What the city answers to a trouble that comes back: its cause, its measure, at last the closing."""

from datetime import date, datetime

from appeals import placeholders
from appeals.access import answers_for_points
from appeals.actions.whole import whole
from appeals.errors import BadInput, NoPoint, NotAllowed, RefusedMove, Stale
from appeals.models import Cause, ProblemPoint, ProblemPointRecord
from tenants.accounts.actor import Actor

SHORTEST, LONGEST = 5, 500
# The city's word for a cause that was not found; with it a point stays open.
UNKNOWN = "unknown"


@whole
def explain_point(
    point_id: int,
    *,
    cause: str = "",
    measure: str = "",
    measure_date: date | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> ProblemPoint:
    """Tell everybody what it comes from, as far as it is known, and what is planned; it stays open.

    Raises:
        BadInput: neither is told, the cause is not in the city's list, or the words do not fit.
        NotAllowed, RefusedMove, Stale, NoPoint
    """
    point = _mine(point_id, by=by, version=version)
    measure = measure.strip()
    wrong = _wrong(point, cause, measure)
    if not wrong and not cause and not measure:
        wrong = {"cause": "Выберите причину или напишите, что планируете сделать."}
    if wrong:
        raise BadInput(wrong)
    return _told(point, ProblemPointRecord.EXPLAINED, cause, measure, measure_date, by=by, at=at)


@whole
def close_point(
    point_id: int,
    *,
    cause: str,
    measure: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
    measure_date: date | None = None,
) -> ProblemPoint:
    """Close a point: everybody reads what it came from and what was done.

    What was told of the place until now is answered; if the trouble comes back, a new point opens.

    Raises:
        BadInput: cause or measure is missing, or does not fit.
        NotAllowed, RefusedMove, Stale, NoPoint
    """
    point = _mine(point_id, by=by, version=version)
    measure = measure.strip()
    wrong = _wrong(point, cause, measure)
    if not cause:
        wrong["cause"] = "Выберите причину: без неё точку не закрывают."
    if cause == UNKNOWN:
        wrong["cause"] = "Пока причина не установлена, точка остаётся открытой. Назовите причину."
    if not measure:
        wrong["measure"] = (
            "Напишите, что сделано, чтобы это не повторялось: без меры точку не закрывают."
        )
    if wrong:
        raise BadInput(wrong)
    point.closed_at = at
    return _told(point, ProblemPointRecord.CLOSED, cause, measure, measure_date, by=by, at=at)


def _mine(point_id: int, *, by: Actor, version: int | None) -> ProblemPoint:
    """The point, locked, for somebody who answers for it."""
    if not answers_for_points(by):
        raise NotAllowed("О причине и мере говорит диспетчерская города.")
    rows = ProblemPoint.objects.select_for_update(of=("self",)).select_related("category")
    point = rows.filter(pk=point_id).first()
    if point is None:
        raise NoPoint
    if version is not None and version != point.version:
        raise Stale(
            "Пока вы писали, причину или меру изменили. Сверьте свой текст с новым и сохраните."
        )
    if point.is_closed:
        raise RefusedMove("Точка уже закрыта. Если беда повторится, откроется новая.")
    return point


def _wrong(point: ProblemPoint, cause: str, measure: str) -> dict[str, str]:
    """A sentence for each field that cannot be taken."""
    placeholders.refuse_unfilled(measure=measure)
    wrong = {}
    known = {one.code for one in Cause.objects.for_service(point.category.service)}
    if cause and cause not in known:
        wrong["cause"] = "Такой причины в списке города нет. Выберите из списка."
    if measure and not SHORTEST <= len(measure) <= LONGEST:
        wrong["measure"] = f"Напишите меру словами: от {SHORTEST} до {LONGEST} знаков."
    return wrong


def _told(
    point: ProblemPoint,
    kind: str,
    cause: str,
    measure: str,
    measure_date: date | None,
    *,
    by: Actor,
    at: datetime,
) -> ProblemPoint:
    """Store what is told, and that it was told."""
    point.cause, point.measure, point.measure_date = cause, measure, measure_date
    point.version += 1
    point.save(update_fields=["cause", "measure", "measure_date", "closed_at", "version"])
    ProblemPointRecord.objects.create(
        point=point,
        kind=kind,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
        cases=point.cases,
        reopens=point.reopens,
        cause=cause,
        measure=measure,
        measure_date=measure_date,
    )
    return point
