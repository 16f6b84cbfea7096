"""Plan, usage, invoices, how to pay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk.settings.entry import administrators, page
from billing.clock import day_of
from paying import page as shown
from paying.forms import SpanForm
from paying.views.card import came_back
from tenants.accounts.actor import Actor
from tenants.isolation import scope


@require_safe
@administrators
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page; `?paid=1`: somebody has just come back from the rail's."""
    today, tenant = day_of(timezone.now()), scope.require()
    if request.GET.get("paid") and request.method == "GET":
        came_back(tenant.role)
        messages.success(request, "Спасибо. Оплата появится здесь через несколько секунд.")
        return redirect("paying:home")
    facts = shown.facts(tenant, today=today)
    return page(request, actor, "billing", {**facts, "span": SpanForm.of_year(today)})
