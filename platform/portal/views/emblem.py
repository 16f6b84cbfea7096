"""A city's own emblem."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onboarding.cities import emblem as emblems
from portal.views.branding import YEAR_SECONDS


@require_safe
def emblem(request: HttpRequest, version: str, height: int) -> HttpResponse:
    """One size of it; its name tells its contents, so it is kept for a year."""
    content = emblems.read(version, height)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return response
