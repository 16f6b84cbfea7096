"""Lists that a side shares: anybody of it saves one, its head keeps them in order."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max

from appeals.access import keeps_shared
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.models import SharedView
from tenants.accounts.actor import Actor

LONGEST_NAME = 60


@whole
def share_view(*, name: str, filters: Mapping[str, str], by: Actor, at: datetime) -> SharedView:
    """Save a list with its filters for all of one's side.

    Raises:
        BadInput: no name, a name that is taken, nothing to filter by, or too many lists already.
    """
    known = SharedView.objects.shared_with(by)
    name = _named(name, known.values_list("name", flat=True))
    if not filters:
        raise BadInput({"name": "Сначала отберите строки: сохраняется отбор, а не весь список."})
    if known.count() >= SharedView.MOST:
        raise BadInput(
            {"name": f"Общих видов уже {SharedView.MOST}. Удалите ненужный, тогда сохраните новый."}
        )
    last = known.aggregate(last=Max("position"))["last"] or 0
    return SharedView.objects.create(
        organisation_id=by.organisation_id,
        name=name,
        filters=dict(filters),
        position=last + 1,
        made_by_id=by.user_id,
        made_by_name=by.name,
        made_at=at,
    )


@whole
def change_view(view_id: int, *, name: str, position: int, by: Actor) -> SharedView:
    """Give a shared list another name or another place.

    Raises:
        BadInput, NotAllowed, NotFound
    """
    view = _kept(view_id, by)
    others = SharedView.objects.shared_with(by).exclude(pk=view_id)
    view.name = _named(name, others.values_list("name", flat=True))
    view.position = max(0, min(position, 10_000))
    view.save(update_fields=["name", "position"])
    return view


@whole
def drop_view(view_id: int, *, by: Actor) -> None:
    """Delete a shared list; the appeals in it stay where they are.

    Raises:
        NotAllowed, NotFound
    """
    _kept(view_id, by).delete()


def _kept(view_id: int, by: Actor) -> SharedView:
    view = SharedView.objects.shared_with(by).select_for_update().filter(pk=view_id).first()
    if view is None:
        raise NotFound
    if not keeps_shared(by):
        raise NotAllowed("Общие виды меняет руководитель. Попросите его.")
    return view


def _named(name: str, taken: Iterable[str]) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadInput({"name": "Назовите вид: по названию его найдут коллеги."})
    if len(name) > LONGEST_NAME:
        raise BadInput({"name": f"Слишком длинно: поместится {LONGEST_NAME} знаков."})
    if name in set(taken):
        raise BadInput({"name": "Вид с таким названием уже есть. Назовите иначе."})
    return name
