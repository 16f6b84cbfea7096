"""What came of practice: the sheet of a day, and the late ones with their course."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from onboarding.organisations import access
from onboarding.organisations.entry import connected, mapped, page
from onboarding.organisations.models import PracticeResult
from onboarding.organisations.today import today
from onboarding.organisations.trial.sheet import sheet as read
from onboarding.organisations.trial.standing import unfinished
from tenants.accounts.actor import Actor

MOST_LATE = 100


@require_safe
@connected
@mapped
def sheet(request: HttpRequest, actor: Actor, pk: int, day: str) -> HttpResponse:
    """One day: on time, late with why, and what stands open too long."""
    found = access.one(pk, actor)
    now = timezone.now()
    try:
        wanted = date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong
    if not date(2020, 1, 2) <= wanted <= today(now):
        raise Http404
    context = {
        "organisation": found,
        "sheet": read(found, wanted, at=now),
        "before": wanted - timedelta(days=1),
        "after": wanted + timedelta(days=1) if wanted < today(now) else None,
        "works_it": found.pk == actor.organisation_id,
    }
    return page(request, actor, "sheet.html", context)


@require_safe
@connected
@mapped
def late(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Every late one, the latest first, with what happened when."""
    found = access.one(pk, actor)
    rows = PracticeResult.objects.filter(organisation=found, is_on_time=False)
    context = {
        "organisation": found,
        "results": list(rows.order_by("-finished_at", "-id")[:MOST_LATE]),
        "open_late": unfinished(found),
        "works_it": found.pk == actor.organisation_id,
    }
    return page(request, actor, "late.html", context)
