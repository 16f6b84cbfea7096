"""The city's problem points: a list for people, the same for scripts and maps."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from appeals import digits
from appeals.insight import area_tallies
from appeals.masking import masked
from appeals.models import ProblemPoint
from portal import points

_CLOSED = 10
_MOST = 500


@require_safe
def problem_points(request: HttpRequest) -> HttpResponse:
    """`?district=` narrows, `?after=` goes on; `?format=json`: every open point with its place."""
    district = request.GET.get("district", "").replace("\x00", "")[:200]
    if request.GET.get("format") == "json":
        return _json(district)
    after = _after(request.GET.get("after", ""))
    rows = list(points.open_in(district, after=after)[: points.ROWS + 1])
    shown, more = rows[: points.ROWS], len(rows) > points.ROWS
    over = ProblemPoint.objects.closed().shown()
    if district:
        over = over.filter(district=district)
    context = {
        "now": timezone.now(),
        "district": district,
        "districts": [area.district for area in area_tallies.districts()],
        "points": points.told(shown),
        "next": f"{shown[-1].cases}.{shown[-1].pk}" if more else "",
        "is_first": after is None,
        "over": points.told(over[:_CLOSED]) if after is None else [],
    }
    return render(request, "portal/places/problem_points.html", context)


def _json(district: str) -> JsonResponse:
    """Open points as they stand on the map."""
    found = [
        {
            "id": each.point.pk,
            "lat": each.point.latitude,
            "lon": each.point.longitude,
            "theme": each.point.category.name,
            "code": each.point.category.code,
            "address": each.point.address,
            "district": each.point.district,
            "cases": each.point.cases,
            "reopens": each.point.reopens,
            "opened_at": each.point.opened_at.isoformat(timespec="seconds"),
            "cause": each.cause,
            "measure": masked(each.point.measure),
            "measure_date": each.point.measure_date,
            "url": _url(each.point),
        }
        for each in points.told(points.open_in(district)[:_MOST])
    ]
    response = JsonResponse({"points": found, "days": 90})
    response["Cache-Control"] = "public, max-age=60"
    patch_vary_headers(response, ["Cookie"])  # names are in the reader's language
    return response


def _url(point: ProblemPoint) -> str:
    if point.house_id is None:
        return f"{reverse('portal:problem_points')}#point-{point.pk}"
    return reverse("portal:house", args=[point.house_id])


def _after(text: str) -> tuple[int, int] | None:
    """The last row of the page before: `cases.id`."""
    cases, _, key = text.partition(".")
    found = digits.key(cases), digits.key(key)
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None
