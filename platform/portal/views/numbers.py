"""Open numbers: the page, what its words mean, and the appeals themselves as files."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from appeals import labels
from appeals.insight import metrics, rollups
from portal import numbers as open_numbers
from portal.opendata import files
from portal.opendata.columns import COLUMNS
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_KINDS: dict[str, tuple[str, Callable[[Tenant, date], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", files.as_csv),
    "json": ("application/json; charset=utf-8", files.as_json),
}


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """What was filed, done, in time, by whom; nothing is counted here, all of it is kept."""
    now = timezone.now()
    since = rollups.first_day()
    period = open_numbers.asked(request.GET, timezone.localdate(now), since)
    context = {
        "section": "numbers",
        "now": now,
        "numbers": open_numbers.read(period, at=now),
        "since": since,
        "metrics": metrics.said(get_language() or "ru"),
    }
    return render(request, "portal/numbers.html", context)


@require_safe
def opendata(request: HttpRequest) -> HttpResponse:
    """The files there are, and what their columns mean."""
    context = {
        "section": "numbers",
        "months": files.months(),
        "columns": COLUMNS,
        "statuses": labels.STATUSES,
        "channels": labels.CHANNELS,
    }
    return render(request, "portal/opendata.html", context)


@require_safe
def opendata_file(request: HttpRequest, month: str, kind: str) -> StreamingHttpResponse:
    """One month of appeals."""
    found = _MONTH.fullmatch(month)
    if found is None or kind not in _KINDS:
        raise Http404
    start = date(int(found[1]), int(found[2]), 1)
    if start not in dict(files.months()):
        raise Http404
    tenant = scope.require()
    content_type, written = _KINDS[kind]
    response = StreamingHttpResponse(written(tenant, start), content_type=content_type)
    name = f"{tenant.schema}-appeals-{month}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=300"
    return response
