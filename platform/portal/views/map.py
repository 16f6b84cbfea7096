"""The map: the page, what a viewport shows, the plain base under it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.map import base

_DAY = 86_400


@require_safe
def plain_tile(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """A tile of the plain base map."""
    if not base.FIRST <= zoom <= base.LAST or max(x, y) >= 2**zoom:
        raise Http404
    response = HttpResponse(base.picture(zoom, x, y), content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={_DAY}"
    return response
