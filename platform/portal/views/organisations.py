"""Who works the city's appeals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appeals.models import Organisation, StatusTally

_WAITING = frozenset({"assigned", "reopened"})
_RUNNING = frozenset({"accepted", "crew_dispatched", "split", "postponed", "needs_information"})
_DONE = frozenset({"resolved", "confirmed", "archived"})


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Connected organisations with the figures of the rollups."""
    totals: dict[int, dict[str, int]] = {}
    for row in StatusTally.objects.exclude(organisation_id=0):
        totals.setdefault(row.organisation_id, {})[row.status] = row.total
    rows = [
        {
            "organisation": organisation,
            "waiting": _sum(totals.get(organisation.pk, {}), _WAITING),
            "running": _sum(totals.get(organisation.pk, {}), _RUNNING),
            "done": _sum(totals.get(organisation.pk, {}), _DONE),
        }
        for organisation in Organisation.objects.live()
    ]
    rows.sort(key=lambda row: str(row["organisation"]).lower().replace("ё", "е"))
    context = {"section": "organisations", "rows": rows}
    return render(request, "portal/organisations.html", context)


def _sum(totals: dict[str, int], statuses: frozenset[str]) -> int:
    return sum(totals.get(status, 0) for status in statuses)
