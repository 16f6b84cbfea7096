"""«Проблема решена?»: the page of the letter's link. Two buttons, no account, no script."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appeals.models import Appeal, Attachment
from portal import verdicts

# As many as stand on a phone's screen beside the buttons.
SHOWN = 2


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm or refute; an answer that came too late is told what happened meanwhile."""
    appeal = Appeal.objects.with_card().filter(tracking_code=code).first()
    if appeal is None:
        return render(request, "portal/no_track.html", {"section": "track"}, status=404)
    appeal, verdict = verdicts.heard(request, appeal)
    if verdict.is_taken:
        return HttpResponseRedirect(reverse("portal:own_card", args=[code]))
    work = Attachment.objects.filter(appeal=appeal, kind=Attachment.AFTER, is_verified=True)
    context = {
        "section": "track",
        "appeal": appeal,
        "now": timezone.now(),
        "verdict": verdict,
        "form": verdict.form,
        "problem": bool(verdict.form.errors),
        "moves": verdicts.moves(appeal),
        "stale": verdicts.stale(appeal),
        "report": verdicts.report(appeal),
        "work": list(work.order_by("-id")[:SHOWN]),
    }
    response = render(request, "portal/answer.html", context, status=verdict.status)
    response["X-Robots-Tag"] = "noindex"
    return response
