"""What a city decides about its subscription: for how long it pays, when it ends."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appeals.desk.settings.entry import administrators, page
from billing import actions
from billing.clock import day_of
from billing.errors import CannotDo
from billing.models import Subscription
from paying.forms import LeaveForm
from tenants.accounts.actor import Actor
from tenants.isolation import scope


@require_POST
@administrators
def period(request: HttpRequest, actor: Actor) -> HttpResponse:
    """By the month or by the year, once the city pays."""
    chosen = request.POST.get("period", "")
    return _done(
        request,
        lambda: actions.choose_period(
            scope.require().role, chosen, by=actor, today=day_of(timezone.now())
        ),
        "Сохранено.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def leaving(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What will happen, before it does; then the end of the subscription."""
    role, today = scope.require().role, day_of(timezone.now())
    subscription = Subscription.objects.get(tenant=role)
    if subscription.state != Subscription.ACTIVE:
        messages.error(request, "Завершать нечего: подписка не действует.")
        return redirect("paying:home")
    last = actions.last_day(role, today=today)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(
            request,
            lambda: actions.leave(role, reason=reason, by=actor, today=today),
            f"Подписка закончится {last:%d.%m.%Y}. До этого дня всё работает как прежде.",
        )
    facts = {"form": form, "last": last, "subscription": subscription}
    return page(request, actor, "billing", facts, template="billing_leaving")


@require_POST
@administrators
def staying(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Go on after all."""
    return _done(
        request,
        lambda: actions.stay(scope.require().role, by=actor),
        "Подписка продолжается.",
    )


def _done(request: HttpRequest, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except CannotDo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("paying:home")
