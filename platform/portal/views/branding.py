"""The city's colours as a style sheet."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from design import branding as colours
from tenants.isolation import scope

YEAR_SECONDS = 31_536_000
HOUR_SECONDS = 3_600


@require_safe
def branding(request: HttpRequest) -> HttpResponse:
    """CSS custom properties of this city; kept for a year under its version, an hour without."""
    look = scope.require().branding
    version = colours.version(look)
    response = HttpResponse(colours.css(look), content_type="text/css; charset=utf-8")
    age = YEAR_SECONDS if request.GET.get("v") == version else HOUR_SECONDS
    response["Cache-Control"] = f"public, max-age={age}"
    response["ETag"] = quote_etag(version)
    return response
