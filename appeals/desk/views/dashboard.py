"""The administration's page: the state of the city in a minute, every number a way to its rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.desk.figures import exports, page
from appeals.insight import periods
from tenants.accounts.actor import Actor

_CHOICE = (periods.TODAY, periods.WEEK, periods.MONTH)


@require_safe
@staff(sections.FIGURES)
def dashboard(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?period=&day=` or `?from=&to=` chooses the days, `?district=` a part of the city.

    `?csv=` gives one of its tables as a file, `?all=1` every organisation.
    """
    now = timezone.now()
    query = request.GET.dict()
    period = periods.asked(query, timezone.localdate(now))
    district = query.get("district", "").replace("\x00", "")[:200] or None
    found = page.read(period, at=now, district=district)
    if query.get("csv") in exports.TABLES:
        return exports.answer(query["csv"], found)
    later = period.later()
    return show(
        request,
        actor,
        "dashboard.html",
        {
            "page": found,
            "choice": _CHOICE,
            "earlier": _address(period.earlier(), district),
            "later": _address(later, district) if later else "",
            "here": _address(period, district),
            "all": bool(query.get("all")),
            "first": page.FIRST,
        },
        section=sections.FIGURES,
    )


def _address(period: periods.Period, district: str | None) -> str:
    query: dict[str, Any] = period.query()
    if district is not None:
        query["district"] = district
    return f"?{page.encoded(query)}"
