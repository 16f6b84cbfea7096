"""Lists of problem points at the desk, page by page."""

from collections.abc import Sequence

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from appeals import digits
from appeals.desk.register import PAGE, Rows, View
from appeals.models import ProblemPoint

VIEWS = (
    View("open", _("Ждут причины и меры"), "warn", _("Проблемных точек сейчас нет.")),
    View("closed", _("Закрыты"), "ok", _("Закрытых точек пока нет.")),
)


def page(view: View, *, after: str = "") -> Rows:
    """A page of a list; each is one range of its partial index."""
    return _closed(after) if view.name == "closed" else _open(after)


def at_house(house_id: int | None) -> Rows:
    """Every point a house ever had, the open ones first."""
    if house_id is None:
        return Rows(())
    rows = ProblemPoint.objects.shown().filter(place=house_id)
    return Rows(sorted(rows.order_by("-opened_at", "-id"), key=lambda row: row.is_closed)[:PAGE])


def _open(after: str) -> Rows:
    """The loudest first; the page goes on after `cases.id`."""
    rows = ProblemPoint.objects.open().shown()
    told, _, key = after.partition(".")
    cases, last = digits.count(told), digits.key(key)
    if cases is not None and last is not None:
        rows = rows.filter(cases__lte=cases).exclude(cases=cases, id__gte=last)
    found = list(rows[: PAGE + 1])
    return _rows(
        found, f"{found[PAGE - 1].cases}.{found[PAGE - 1].pk}" if len(found) > PAGE else ""
    )


def _closed(after: str) -> Rows:
    """The latest closed first; the page goes on after `moment~id`."""
    rows = ProblemPoint.objects.closed().shown()
    told, _, key = after.rpartition("~")
    last = digits.key(key)
    try:
        moment = parse_datetime(told)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None and last is not None:
        rows = rows.filter(closed_at__lte=moment).exclude(closed_at=moment, id__gte=last)
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return _rows(found, "")
    end = found[PAGE - 1]
    return _rows(found, f"{end.closed_at.isoformat() if end.closed_at else ''}~{end.pk}")


def _rows(found: Sequence[ProblemPoint], following: str) -> Rows:
    return Rows(found[:PAGE], following)
