"""The page behind «не присылать»: no log-in, two buttons, and a way back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from appeals.actions import unfollow
from appeals.notifications import kinds, unsubscribing


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop following, or messages of this kind or all of them, or want them again.

    A mail program that offers «unsubscribe» posts here by itself (RFC 8058), without our cookie:
    the link itself is the proof.
    """
    message = unsubscribing.opened(token)
    if message is None:
        raise Http404
    thing = unsubscribing.thing_of(message)
    done = ""
    if request.method == "POST":
        # A mail program names nothing: it ends the wish that the message comes from.
        done = request.POST.get("what", "wish" if message.following_id else "kind")
    if done == "wish":
        unfollow(message.following_id or 0)
    elif done:
        unsubscribing.choose(
            unsubscribing.owner_of(message),
            "" if done in ("all", "again") else message.event,
            message.channel,
            wanted=done == "again",
        )
    context = {
        "kind": kinds.of(message.event),
        "channel": kinds.CHANNELS[message.channel],
        "has_account": message.user_id is not None,
        "done": done,
        "thing": thing,
    }
    return render(request, "notifications/stop.html", context)
