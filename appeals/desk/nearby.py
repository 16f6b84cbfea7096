"""Open tasks of the same kind near an appeal: one drive may do them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from appeals import access, places
from appeals.models import Appeal
from appeals.nearby import metres
from appeals.workflow import WITH_PERFORMER
from tenants.accounts.actor import Actor

RADIUS_M = 500
_MOST = 6
# Looked at: what waits, is worked on, or came back; what is set aside stays where it is.
_WORKED = sorted(WITH_PERFORMER)
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Near:
    """Another open task and how far it is; None: at the same house."""

    appeal: Appeal
    metres: int | None


def read(appeal: Appeal, actor: Actor) -> Sequence[Near]:
    """The nearest open tasks of the same service, nearest first; one statement.

    By the ranges of `appeal_qk` around the point, or `appeal_house` where there is only a house.
    """
    if not access.answers_for_work(actor) or appeal.status not in _WORKED:
        return ()
    where = _around(appeal)
    if where is None:
        return ()
    rows = (
        Appeal.objects.visible_to(actor)
        .filter(where, status__in=_WORKED, service=appeal.service)
        .exclude(pk=appeal.pk)
        .select_related("category", "crew")[:_LOOKED_AT]
    )
    found = [Near(row, _metres(appeal, row)) for row in rows]
    near = [one for one in found if one.metres is None or one.metres <= RADIUS_M]
    near.sort(key=lambda one: (one.metres or 0, one.appeal.pk))
    return near[:_MOST]


def _around(appeal: Appeal) -> Q | None:
    if appeal.latitude is None or appeal.longitude is None:
        return Q(house_id=appeal.house_id) if appeal.house_id else None
    where = Q(house_id=appeal.house_id) if appeal.house_id else Q()
    for first, last in places.around(appeal.latitude, appeal.longitude, RADIUS_M):
        where |= Q(qk__gte=first, qk__lt=last)
    return where


def _metres(here: Appeal, there: Appeal) -> int | None:
    if here.house_id is not None and here.house_id == there.house_id:
        return None
    if (
        here.latitude is None
        or here.longitude is None
        or there.latitude is None
        or there.longitude is None
    ):
        return RADIUS_M + 1
    return round(metres((here.latitude, here.longitude), (there.latitude, there.longitude)))
