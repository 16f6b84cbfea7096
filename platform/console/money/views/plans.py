"""Prices: what new cities are offered, and who still pays by what was offered before."""

from functools import partial

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from billing import actions
from billing.models import Plan, Subscription
from console import lines
from console.entry import for_operators
from console.models import Action
from console.money.forms import PlanForm
from console.money.views.doing import done, show
from tenants.accounts.actor import Actor


@require_safe
@for_operators
def plans(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Every plan that is offered or paid, with how many cities are on it."""
    here = Count("subscription", filter=~Q(subscription__state=Subscription.ENDED))
    rows = Plan.objects.annotate(cities=here).filter(Q(is_offered=True) | Q(cities__gt=0))
    return show(request, "plans", {"plans": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def plan(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """Other terms for a band of population, from now on."""
    row = get_object_or_404(Plan.objects.offered(), pk=pk)
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm.of(row)
    if request.method == "POST" and form.is_valid():
        note = partial(lines.write, Action.PRICED, schema="", city="", by=by, at=timezone.now())
        return done(
            request,
            lambda: actions.price(pk, **form.cleaned_data),
            "Сохранено: новые города получат тариф с этими ценами.",
            "money:plans",
            note=partial(note, after=row.name),
        )
    status = 422 if form.errors else 200
    return show(request, "plan", {"form": form, "plan": row, "tab": "plans"}, status=status)
