"""Asking a city to let support in, the link, what was looked at."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import digits
from console import support as acts
from console.entry import for_operators
from onboarding.cities.addresses import site
from tenants.accounts import support as access
from tenants.accounts.actor import Actor
from tenants.accounts.support import Refused
from tenants.isolation.scope import schema_of
from tenants.models import City, SupportAccess
from tenants.models.support import MINUTES

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def support(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """The form, and the last looks with what may be done about each."""
    now = timezone.now()
    refused = ""
    if request.method == "POST":
        city = get_object_or_404(City, schema_name=request.POST.get("city", ""), kind="city")
        try:
            acts.ask(
                city,
                reason=request.POST.get("reason", ""),
                ticket=request.POST.get("ticket", ""),
                minutes=digits.key(request.POST.get("minutes", "")) or 0,
                by=by,
                at=now,
            )
            return redirect("console:support")
        except Refused as error:
            refused = str(error)
    rows = SupportAccess.objects.all()[:SHOWN]
    context = {
        "refused": refused,
        "typed": request.POST or {"city": request.GET.get("city", ""), "minutes": "30"},
        "cities": City.objects.filter(kind="city", state=City.LIVE).order_by("name"),
        "minutes": [(str(each), _SPANS[each]) for each in MINUTES],
        "rows": [(row, row.state(now), row.operator_id == by.user_id) for row in rows],
        "section": "support",
    }
    return render(request, "console/support.html", context, status=422 if refused else 200)


@require_safe
@for_operators
def support_views(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """The pages of one look."""
    row = get_object_or_404(SupportAccess, pk=pk)
    context = {"row": row, "views": access.views(row), "section": "support"}
    return render(request, "console/support_views.html", context)


@never_cache
@require_POST
@for_operators
def support_link(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """The one-time link, shown once: a form may not lead to another host by itself."""
    try:
        row, token = acts.link(pk, by=by, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("console:support")
    city = get_object_or_404(City, schema_name=schema_of(row.tenant))
    host = city.domains.filter(is_primary=True).first()
    link = f"{site(host.domain)}support/enter/{token}/" if host else ""
    context = {"row": row, "link": link, "section": "support"}
    return render(request, "console/support_link.html", context)


@require_POST
@for_operators
def support_finish(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """End it from here."""
    try:
        acts.finish(pk, by=by, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("console:support")


_SPANS = {30: "30 минут", 120: "2 часа", 480: "8 часов"}
