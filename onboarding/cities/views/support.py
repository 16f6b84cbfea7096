"""Support at the city's door: the administrators' page, the operator's link, the end from either side."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals.desk.settings.entry import administrators
from onboarding.cities.entry import page
from tenants.accounts import support
from tenants.accounts.actor import Actor
from tenants.accounts.support import Refused
from tenants.accounts.support_gate import KEY, OVER
from tenants.isolation import scope
from tenants.isolation.middleware import roll_back
from tenants.models import SupportAccess

SHOWN = 50
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@administrators
def asked(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who asks, who looks on, who has looked on."""
    now = timezone.now()
    rows = SupportAccess.objects.filter(tenant=scope.require().role)[:SHOWN]
    context = {
        "rows": [(row, row.state(now)) for row in rows],
        "standing": support.standing(),
    }
    return page(request, actor, "support", context)


@require_safe
@administrators
def looked(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Which pages one of them has seen."""
    row = SupportAccess.objects.filter(tenant=scope.require().role, pk=pk).first()
    if row is None:
        raise Http404
    context = {"row": row, "state": row.state(timezone.now()), "views": support.views(row)}
    return page(request, actor, "support_views", context | {"chapter": "support"})


@require_POST
@administrators
def answer(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Let in, refuse, or end."""
    what, now = request.POST.get("what"), timezone.now()
    try:
        if what == "finish":
            support.finish(pk, by=actor.name, at=now)
        else:
            support.answer(pk, is_given=what == "consent", by=actor, at=now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("launch:support")


@require_POST
@administrators
def stand(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The consent for all times, given or taken back."""
    support.stand(is_given=request.POST.get("what") == "give", by=actor)
    return redirect("launch:support")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: what will be seen and until when, and the button that opens it."""
    now = timezone.now()
    if request.method != "POST":
        access = support.found(token, at=now)
        status = 200 if access else 404
        return render(request, "support/enter.html", {"access": access}, status=status)
    try:
        access, person = support.enter(token, at=now)
    except Refused as refused:
        roll_back(request)
        context = {"access": None, "refused": str(refused)}
        return render(request, "support/enter.html", context, status=404)
    login(request, person, backend=_BACKEND)
    request.session[KEY] = access.pk
    request.session.set_expiry(access.minutes * 60)
    return redirect("/desk/")


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """The operator has seen enough."""
    access = getattr(request, "support", None)
    if access is None:
        raise Http404
    support.finish(access.pk, by=access.operator_name, at=timezone.now())
    logout(request)
    return redirect(OVER)


@never_cache
@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """The look is over."""
    return render(request, "support/over.html", {"sentence": _("Вход поддержки закончен.")})
