"""Days on which the city works otherwise than the country: a region's holiday, a day of mourning."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from appeals.actions import clocks
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import CityDay
from tenants.accounts.actor import Actor

KINDS = dict(CityDay.KINDS)


@whole
def declare_day(day: date, *, kind: str, source: str, by: Actor, at: datetime) -> CityDay:
    """Say how the city works on this day; said again, it replaces what was said.

    Terms that begin from now on are counted by it; running clocks stand as they were promised.

    Raises:
        BadInput: a day that has passed, or no ground.
    """
    wrong: dict[str, str] = {}
    if kind not in KINDS:
        wrong["kind"] = "Выберите, какой это день."
    if not source.strip():
        wrong["source"] = "Напишите основание: закон региона или распоряжение."
    if day < at.date():
        wrong["day"] = "Этот день уже прошёл: сроки по нему сосчитаны."
    if wrong:
        raise BadInput(wrong)
    known = CityDay.objects.filter(day=day).first()
    row, _made = CityDay.objects.update_or_create(
        day=day, defaults={"kind": kind, "source": source.strip()}
    )
    changes.record(
        _("День календаря, %(day)s") % {"day": date_format(day, "j E Y")},
        by=by,
        at=at,
        before=f"{KINDS[known.kind]}: {known.source}" if known else "",
        after=f"{KINDS[kind]}: {row.source}",
    )
    clocks.forget_own_days()
    return row


@whole
def withdraw_day(day: date, *, by: Actor, at: datetime) -> None:
    """Let the day be again what the country's calendar says."""
    row = CityDay.objects.filter(day=day).first()
    if row is None:
        return
    changes.record(
        _("День календаря, %(day)s") % {"day": date_format(day, "j E Y")},
        by=by,
        at=at,
        before=f"{KINDS[row.kind]}: {row.source}",
        after=_("как в стране"),
    )
    row.delete()
    clocks.forget_own_days()
