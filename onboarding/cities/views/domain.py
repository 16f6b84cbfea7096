"""The city's own address on a page of its settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appeals.desk.settings.entry import administrators
from appeals.errors import BadInput, NotFound
from onboarding.cities import domains
from onboarding.cities.entry import page
from onboarding.cities.models import OwnDomain
from tenants.accounts.actor import Actor
from tenants.isolation import scope
from tenants.isolation.middleware import roll_back


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def domain(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What record to make, what the last look showed, and the form."""
    refused = ""
    if request.method == "POST":
        try:
            domains.ask(request.POST.get("host", ""), by=actor, at=timezone.now())
            return redirect("launch:domain")
        except BadInput as error:
            roll_back(request)
            refused = str(error)
    tenant = scope.require()
    context = {
        "rows": OwnDomain.objects.filter(tenant=tenant.role),
        "target": domains.target(tenant.schema),
        "main": tenant.host,
        "refused": refused,
        "typed": request.POST.get("host", ""),
    }
    return page(request, actor, "domain", context, status=422 if refused else 200)


@require_POST
@administrators
def change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Look now, make it the main one, go back, withdraw."""
    what = request.POST.get("what", "")
    try:
        if what == "withdraw":
            domains.withdraw(pk)
        else:
            domains.wish(pk, what)
            messages.success(request, _SAID[what])
    except NotFound as missing:
        raise Http404 from missing
    except BadInput as refused:
        roll_back(request)
        messages.error(request, str(refused))
    return redirect("launch:domain")


_SAID = {
    "check": "Смотрим: обновите страницу через несколько секунд.",
    "primary": "Через несколько секунд адрес станет основным, письма пойдут с ним.",
    "back": "Через несколько секунд основным снова станет адрес платформы.",
}
