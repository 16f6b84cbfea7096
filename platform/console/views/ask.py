"""The front server asks whether to order a certificate for a host (Caddy's on-demand TLS)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants import directory
from tenants.isolation.hosts import canonical


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """200 for the platform's own host and every host that leads to somebody here, else 404.

    An own domain is here once its record was proved; the answer comes from memory.
    """
    host = canonical(request.GET.get("domain", "")[:260])
    known = host is not None and (host == settings.BASE_DOMAIN or directory.by_host(host))
    return HttpResponse(status=200 if known else 404)
