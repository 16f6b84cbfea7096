"""Plan, usage, invoices, how to pay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk.settings.entry import administrators, page
from billing.clock import day_of
from billing.gateway import Verb
from paying import page as shown
from paying.forms import SpanForm
from paying.views.card import came_back
from tenants.accounts.actor import Actor
from tenants.isolation import scope


@require_safe
@administrators
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page; `?operation=`: somebody has just come back from a page of the rail's."""
    now, tenant = timezone.now(), scope.require()
    if "operation" in request.GET and request.method == "GET":
        if came_back(tenant.role, request.GET["operation"], at=now) == Verb.CHECKOUT:
            messages.success(request, "Спасибо. Оплата появится здесь через несколько секунд.")
        return redirect("paying:home")
    today = day_of(now)
    facts = shown.facts(tenant, today=today)
    return page(request, actor, "billing", {**facts, "span": SpanForm.of_year(today)})
