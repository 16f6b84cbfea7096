"""The heartbeat of an open page: who else is at this appeal. No session, no statement."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from appeals.desk import presence


@require_POST
def beat(request: HttpRequest) -> HttpResponse:
    """`seat` is what the page was given; `writes` that something is being typed; `leaves` the end."""
    seat = presence.of_token(request.POST.get("seat", ""))
    if seat is None:
        raise Http404
    now = timezone.now()
    if "leaves" in request.POST:
        presence.leave(seat, now)
        return HttpResponse(status=204)
    others = presence.beat(seat, now, writes="writes" in request.POST)
    answer = render(request, "desk/parts/presence_note.html", {"others": others})
    add_never_cache_headers(answer)
    return answer
