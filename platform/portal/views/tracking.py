"""One's own appeals: by number and code, by the link, by the browser's memory, by account."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appeals import lookup
from appeals.models import Appeal
from portal import cards, tracked, verdicts, visit
from portal.forms import ContactForm, TrackingForm

MINE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """The list of one's appeals, and a form to open another one."""
    if request.method == "POST" and "forget" in request.POST:
        response: HttpResponse = HttpResponseRedirect(reverse("portal:tracking"))
        tracked.forget(response)
        return response
    form = TrackingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        # Found by the code alone: a number that exists takes no longer than one that does not.
        code = form.cleaned_data["code"].strip()
        appeal = Appeal.objects.filter(tracking_code=code).first()
        if appeal is not None and lookup.is_of(appeal, form.cleaned_data["number"]):
            return HttpResponseRedirect(reverse("portal:own_card", args=[appeal.tracking_code]))
        form.add_error(
            "code",
            _("Номер и код не подходят друг к другу. Проверьте оба: в номере 6 цифр после года"),
        )
    return tracking_page(request, form)


def tracking_page(
    request: HttpRequest, form: TrackingForm | None = None, *, asking: ContactForm | None = None
) -> HttpResponse:
    """The page, with what was typed into either of its forms."""
    codes = tracked.codes(request)
    now = timezone.now()
    form, asking = form or TrackingForm(), asking or ContactForm()
    wrong = bool(form.errors or asking.errors)
    context = {
        "section": "track",
        "form": form,
        "asking": asking,
        "problem": wrong,
        "now": now,
        "mine": _mine(request, codes),
        "joined": _joined(request),
        "remembered": bool(codes),
        "visit": visit.current(request, at=now),
    }
    return render(request, "portal/tracking.html", context, status=422 if wrong else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_card(request: HttpRequest, code: str) -> HttpResponse:
    """The applicant's view, with the last word on the result."""
    appeal = Appeal.objects.with_card().filter(tracking_code=code).first()
    if appeal is None:
        return render(request, "portal/no_track.html", {"section": "track"}, status=404)
    appeal, verdict = verdicts.heard(request, appeal)
    if verdict.is_taken:
        return HttpResponseRedirect(reverse("portal:own_card", args=[code]))
    context = cards.Card.read(appeal, timezone.now(), own=True).context()
    context |= {
        "section": "track",
        "verdict": verdict,
        "form": verdict.form,
        "problem": bool(verdict.form.errors),
        "moves": verdicts.moves(appeal),
    }
    template = "portal/card.html"
    if request.method == "GET" and request.GET.get("partial") == "timeline":
        template = "portal/card_live.html"
    response = render(request, template, context, status=verdict.status)
    response["X-Robots-Tag"] = "noindex"
    if visit.current(request, at=timezone.now()) is None:
        # What a one-time link opened closes with it; it does not stay in the browser for a year.
        tracked.remember(request, response, appeal.tracking_code)
    return response


def _mine(request: HttpRequest, codes: list[str]) -> list[Appeal]:
    """What this browser remembers, what the account filed and what a link opened, last change first."""
    known = Appeal.objects.select_related("category", "organisation").order_by("-status_at")
    mine = list(known.filter(tracking_code__in=codes)[:MINE]) if codes else []
    if whose := visit.owner(request, at=timezone.now()):
        mine += whose.appeals(most=MINE)
    latest = sorted({appeal.pk: appeal for appeal in mine}.values(), key=lambda a: a.status_at)
    return latest[::-1][:MINE]


def _joined(request: HttpRequest) -> list[Appeal]:
    """Public appeals of others that this person joined; they are read, not answered."""
    whose = visit.owner(request, at=timezone.now())
    ids = [row.appeal_id for row in whose.joined()] if whose else []
    if not ids:
        return []
    rows = Appeal.objects.public().filter(pk__in=ids).select_related("category", "organisation")
    return list(rows.order_by("-status_at")[:MINE])
