"""The map: the page, what a viewport shows, the plain base under it."""

import json
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from appeals.insight.map.finding import After
from portal.map import base, districts, marks, picture, shown, themes
from portal.map.asked import PERIODS, Asked, TooMuch

_DAY, _HOUR = 86_400, 3_600
ROWS = 20


@require_safe
def city_map(request: HttpRequest) -> HttpResponse:
    """The map and its equal, the list; `?partial=list`: what moves."""
    now = timezone.now()
    today = timezone.localdate(now)
    asked = Asked.read(request.GET)
    try:
        view = shown.view(asked, today)
    except TooMuch:
        raise Http404 from None
    rows = shown.rows(asked, today, ROWS + 1)
    last = rows[ROWS - 1] if len(rows) > ROWS else None
    context = {
        "section": "map",
        "now": now,
        "asked": asked,
        "view": view,
        "rows": rows[:ROWS],
        "more": last and asked.query(place=asked.place, after=After(last.status_at, last.pk)),
        "everywhere": asked.query(),
        "wider": asked.wider_period and asked.query(period=asked.wider_period),
        "wider_words": PERIODS.get(asked.wider_period, ""),
        "period_words": PERIODS[asked.period],
    }
    if request.GET.get("partial") == "list":
        return render(request, "portal/map/list.html", context)
    under = base.of_city()
    context |= {
        "picture": picture.picture(asked, view),
        "periods": PERIODS,
        "sectors": themes.sectors(),
        "groups": themes.groups(),
        "base": under,
        "extent": base.extent(),
        "tones": marks.TONES,
        "sample": marks.drawn(marks.ring(13, 11), 24),
    }
    return render(request, "portal/map/page.html", context)


@require_safe
def cells(request: HttpRequest) -> HttpResponseBase:
    """What a viewport shows, as few bytes as it takes; unchanged since: 304."""
    try:
        view = shown.view(Asked.read(request.GET), timezone.localdate(timezone.now()))
    except TooMuch:
        return JsonResponse({"groups": [], "singles": [], "red": 0, "green": 0}, status=400)
    body = json.dumps(view.compact(), ensure_ascii=False, separators=(",", ":"))
    etag = quote_etag(sha256(body.encode()).hexdigest()[:24])
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def boundaries(request: HttpRequest) -> HttpResponse:
    """The districts' boundaries."""
    response = JsonResponse({"districts": districts.told()})
    response["Cache-Control"] = f"public, max-age={_HOUR}"
    return response


@require_safe
def plain_tile(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """A tile of the plain base map."""
    if not base.FIRST <= zoom <= base.LAST or max(x, y) >= 2**zoom:
        raise Http404
    response = HttpResponse(base.picture(zoom, x, y), content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={_DAY}"
    return response
