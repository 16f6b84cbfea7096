"""What troubles come from: the city's own list, asked at closing."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from appeals import catalogue
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Cause
from tenants.accounts.actor import Actor


@whole
def set_cause(
    cause_id: int | None,
    *,
    name: str,
    services: tuple[str, ...],
    is_active: bool,
    by: Actor,
    at: datetime,
) -> Cause:
    """Add a cause, rename one, or take it out of the choice; closed appeals keep what they named.

    Raises:
        BadInput: no name, or one that the list has.
    """
    name = name.strip()
    if not name:
        raise BadInput({"name": "Назовите причину."})
    others = Cause.objects.exclude(pk=cause_id or 0)
    if any(other.name.lower() == name.lower() for other in others):
        raise BadInput({"name": "Такая причина уже есть."})
    if cause_id is None:
        last = Cause.objects.aggregate(last=Max("position"))["last"] or 0
        cause, before = Cause(position=last + 1), ""
    else:
        cause = Cause.objects.select_for_update().get(pk=cause_id)
        before = described(cause)
    cause.names = {**cause.names, "ru": name}
    cause.services = list(services)
    cause.is_active = is_active
    if cause.pk is None:
        # A code is for machines; the number of its row cannot be taken twice.
        cause.code = f"new {name}"
        cause.save()
        cause.code = f"cause_{cause.pk}"
    cause.save()
    changes.record(
        _("Причина «%(name)s»") % {"name": name},
        by=by,
        at=at,
        before=before,
        after=described(cause),
    )
    return cause


def described(cause: Cause) -> str:
    """A cause in words, for the record of changes."""
    names = {one.code: one.name.ru for one in catalogue.services()}
    services = ", ".join(names.get(code, code) for code in cause.services) or _("все услуги")
    return f"{cause.name}; {services}" + ("" if cause.is_active else _("; не предлагаем"))
