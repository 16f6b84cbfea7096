"""What an operator does to a city that lives: each a button of its page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console import life
from console.entry import for_operators
from tenants.accounts.actor import Actor
from tenants.models import City

Act = Callable[[], object]


@require_POST
@for_operators
def suspend(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Stop the city."""
    city = _city(schema)
    reason = request.POST.get("reason", "")
    return _done(
        request,
        city,
        lambda: life.suspend(city, reason=reason, by=by, at=timezone.now()),
        _("Город приостановлен: через секунду записать в нём ничего нельзя."),
    )


@require_POST
@for_operators
def resume(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Let it go on."""
    city = _city(schema)
    return _done(
        request,
        city,
        lambda: life.resume(city, by=by, at=timezone.now()),
        _("Город снова работает: всё продолжается с того же места."),
    )


@require_POST
@for_operators
def rename(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Give it another name."""
    city = _city(schema)
    name = request.POST.get("name", "")
    return _done(
        request,
        city,
        lambda: life.rename(city, name, by=by, at=timezone.now()),
        _("Название изменено. Код в номерах обращений остался прежним."),
    )


@require_POST
@for_operators
def move(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Give it another address."""
    city = _city(schema)
    address = request.POST.get("address", "")
    return _done(
        request,
        city,
        lambda: life.move(city, address, by=by, at=timezone.now()),
        _("Адрес меняется: через секунду город ответит на новом, а старый поведёт на него."),
    )


@require_POST
@for_operators
def plan(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Put it on another plan."""
    city = _city(schema)
    code, period = request.POST.get("plan", ""), request.POST.get("period", "")
    return _done(
        request,
        city,
        lambda: life.change_plan(city, code, period, by=by, at=timezone.now()),
        _("Тариф изменён."),
    )


def _city(schema: str) -> City:
    return get_object_or_404(City, schema_name=schema, kind="city", state=City.LIVE)


def _done(request: HttpRequest, city: City, act: Act, said: str) -> HttpResponse:
    try:
        act()
    except life.CannotDo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("console:city", city.schema_name)
