"""The catcher: what would have been sent, on a developer's machine."""

import ipaddress

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from appeals.desk import spool


@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Everything caught in this city; no log-in, for the codes of log-in are here too.

    Where letters are really sent, the product is not local, or the browser is on another machine,
    there is no such page.
    """
    if not (spool.is_on() and _is_here(request)):
        raise Http404
    return render(request, "desk/mail.html", {"caught": spool.caught()})


def _is_here(request: HttpRequest) -> bool:
    """Whether the browser runs on this machine; what comes through a proxy could be anybody's."""
    try:
        address = ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    return address.is_loopback and "X-Forwarded-For" not in request.headers
