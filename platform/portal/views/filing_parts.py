"""What the form asks for while it is filled: its parts anew, a photo put aside, houses around a point.

Nothing here files or changes anything of anybody, and the words travel in the body, never in an address;
so no token is asked for, and the same doors serve the form in another site's frame.
"""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from appeals.registry import around
from portal import attempt as attempts
from portal import browser
from portal.places import near_told
from portal.shots import shots
from portal.spot import read as spot_of
from portal.views.filing import context_of

PARTS = ("themes", "questions", "known", "preview", "send")
_HOUSES = 5


@csrf_exempt
@never_cache
@require_POST
def look(request: HttpRequest) -> JsonResponse:
    """The parts of the form as they are after what was typed: `{"parts": {name: html}, "say"}`."""
    attempt = attempts.read(request.POST, (), at=timezone.now(), is_sent=False).unjudged()
    context = context_of(attempt)
    parts = {
        name: render_to_string(f"portal/filing/{name}.html", context, request) for name in PARTS
    }
    category = attempt.look.category
    say = ""
    if category is not None and not attempt.look.is_chosen:
        say = _("Похоже, это тема «%(name)s»") % {"name": category.name}
    return JsonResponse({"parts": parts, "say": say})


@csrf_exempt
@never_cache
@require_POST
def draft_photo(request: HttpRequest) -> JsonResponse:
    """Take one photo in while the rest is typed: `{"ticket"}`, or `{"error"}` with a sentence."""
    taken = shots((), request.FILES.getlist("photo")[:1])
    if not taken.fresh:
        problem = taken.problems[0] if taken.problems else _("Снимок не дошёл: приложите его снова")
        return JsonResponse({"error": problem}, status=422)
    taken.keep(timezone.localdate(), browser.network_of(request))
    if taken.unkept:
        return JsonResponse({"error": taken.unkept}, status=422)
    return JsonResponse({"ticket": taken.kept[0]})


@csrf_exempt
@never_cache
@require_POST
def near(request: HttpRequest) -> JsonResponse:
    """Houses around a point, the nearest first: `{"houses": [{"id", "label", "detail"}]}`."""
    point = spot_of({name: request.POST.get(name, "") for name in ("lat", "lon")}).point
    found = around.houses(*point, most=_HOUSES) if point else []
    return JsonResponse({"houses": [near_told(house) for house in found]})
