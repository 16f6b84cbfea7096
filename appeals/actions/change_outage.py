"""What changes while an outage goes on: the forecast, the words, the houses, and at last the end."""

from collections.abc import Iterable
from datetime import datetime

from appeals.actions import outage_houses, register_outage
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove, Stale
from appeals.models import Outage, OutageHouse
from tenants.accounts.actor import Actor
from tenants.fanout import outbox


@whole
def change_outage(
    outage_id: int,
    *,
    reason: str,
    public_words: str = "",
    starts_at: datetime,
    forecast_at: datetime | None,
    add: Iterable[int] = (),
    remove: Iterable[int] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Outage:
    """Tell a new forecast or other words; add houses, or take out those named by mistake.

    Raises:
        BadInput: what is wrong, field by field.
        RefusedMove: it is over, or its incident leads it.
        NoOutage, Stale
    """
    outage = _mine(outage_id, by=by, version=version)
    wrong = register_outage.said(reason, public_words)
    wrong |= register_outage.forecast(
        forecast_at, after=starts_at, needed=outage.kind != Outage.EMERGENCY
    )
    if wrong:
        raise BadInput(wrong)
    if forecast_at != outage.forecast_at:
        outage.forecast_told_at = at
    outage.reason, outage.public_words = reason.strip(), public_words.strip()
    if starts_at != outage.starts_at:
        OutageHouse.objects.filter(outage=outage, starts_at=outage.starts_at).update(
            starts_at=starts_at
        )
    outage.starts_at, outage.forecast_at = starts_at, forecast_at
    _houses(outage, set(add), set(remove))
    return _saved(outage, at=at)


@whole
def end_outage(
    outage_id: int, *, ended_at: datetime, by: Actor, at: datetime, version: int | None = None
) -> Outage:
    """The service is back in all houses of the outage since `ended_at`.

    Raises:
        BadInput: the end is in the future, or before the beginning.
        RefusedMove: it is over already, or its incident ends it.
        NoOutage, Stale
    """
    outage = _mine(outage_id, by=by, version=version)
    if ended_at > at:
        raise BadInput({"ended_at": "Это время ещё не наступило: укажите, когда подали на деле."})
    # Called off before it began: it lasted no time at all.
    if outage.starts_at <= at and ended_at < outage.starts_at:
        raise BadInput({"ended_at": "Окончание раньше начала: проверьте время."})
    outage.ended_at = max(ended_at, outage.starts_at)
    outage_houses.end(outage, None, at=outage.ended_at)
    return _saved(outage, at=at)


def _mine(outage_id: int, *, by: Actor, version: int | None) -> Outage:
    outage = Outage.objects.visible_to(by).locked(outage_id)
    if version is not None and version != outage.version:
        raise Stale(
            "Пока вы писали, отключение изменили. Ваш текст цел: сверьте его с новым и сохраните."
        )
    if outage.incident is not None:
        raise RefusedMove(
            f"Это отключение ведёт авария {outage.incident}: меняйте прогноз и дома в ней."
        )
    if outage.is_over:
        raise RefusedMove("Отключение уже окончено. Если услугу отключили снова, запишите новое.")
    return outage


def _houses(outage: Outage, add: set[int], remove: set[int]) -> None:
    if remove:
        OutageHouse.objects.filter(outage=outage, house_id__in=remove - add).delete()
    if add:
        outage_houses.put(outage, outage_houses.existing(add), since=outage.starts_at)
    if add or remove:
        outage_houses.recount(outage)
        if not outage.house_count:
            raise BadInput(
                {"houses": "Хотя бы один дом должен остаться. Лишнее отключение окончите."}
            )


def _saved(outage: Outage, *, at: datetime) -> Outage:
    outage.changed_at = at
    outage.version += 1
    outage.save()
    outbox.put(register_outage.TOPIC, {"outage": outage.pk, "version": outage.version})
    return outage
