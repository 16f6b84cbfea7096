"""Saying which column is which field, and what to do in doubt; then the check begins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import RegistryImport
from appeals.registry.imports import steps
from appeals.registry.layouts import lacking, titles
from tenants.accounts.actor import Actor

LEAST_RADIUS_KM, MOST_RADIUS_KM = 1, 500
_STARTS = (RegistryImport.COLUMNS, RegistryImport.CHECKED)


@whole
def choose_columns(
    pk: int, *, places: Mapping[str, int], options: Mapping[str, Any], by: Actor, at: datetime
) -> RegistryImport:
    """Store the choice and let the worker check the file.

    Raises:
        NotAllowed, NoImport, RefusedMove
        BadInput: a field that is needed has no column, or one column stands for two fields.
    """
    run = steps.locked(pk, by=by, states=_STARTS)
    names, wrong = titles(run.kind), {}
    owners: dict[int, str] = {}
    for field, place in places.items():
        if field not in names or not 0 <= place < len(run.header):
            raise BadInput({"": "Выберите столбцы из списка."})
        if place in owners:
            wrong[field] = (
                f"Столбец «{run.header[place]}» уже выбран: «{names[owners[place]]}». "
                "Один столбец — одно поле."
            )
        owners[place] = field
    missing = lacking(run.kind, places)
    if missing:
        wrong[""] = f"Выберите столбец: «{'»; «'.join(missing)}». Без него строку не понять."
    radius = options.get("radius_km")
    if radius is not None and not LEAST_RADIUS_KM <= radius <= MOST_RADIUS_KM:
        wrong["radius_km"] = f"От {LEAST_RADIUS_KM} до {MOST_RADIUS_KM} км."
    if wrong:
        raise BadInput(wrong)
    run.places, run.options = dict(places), dict(options)
    steps.hand_over(run, RegistryImport.CHECKING, at=at)
    return run
