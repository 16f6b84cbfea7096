"""«Мои данные»: take them away, see what was agreed to, have them erased."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import prefetch_related_objects
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from appeals import actions, own_data
from appeals.actions.erase import consents_of, extent
from appeals.errors import NotAllowed
from appeals.models import ContactLink
from appeals.notifications.addresses import recipients_of
from appeals.owner import Owner
from portal import archive, tracked, visit
from portal.views.following import LETTERS_AN_HOUR
from tenants.accounts.actor import Actor, Role
from tenants.accounts.limits import allowed
from tenants.accounts.models import User
from tenants.isolation.middleware import roll_back

# How long the last page waits for the last word.
DECIDES_IN = timedelta(minutes=15)
_KEY = "erasing"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_data_page(request: HttpRequest) -> HttpResponseBase:
    """What there is; a POST takes it away as a ZIP."""
    now = timezone.now()
    whose = visit.owner(request, at=now)
    if request.method == "POST":
        if not whose:
            return HttpResponseRedirect(reverse("portal:own_data"))
        pieces = archive.stream(own_data.of(whose, recipients_of(whose)))
        response = StreamingHttpResponse(pieces, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="my-data-{now:%Y-%m-%d}.zip"'
        return response
    applicants = whose.applicants() if whose else []
    prefetch_related_objects(applicants, "appeal")
    context = {
        "section": "track",
        "is_known": bool(whose),
        "visit": visit.current(request, at=now),
        "extent": extent(whose) if whose else None,
        "applicants": applicants,
        "consents": consents_of(whose) if whose else [],
    }
    return render(request, "portal/own_data.html", context)


@never_cache
@require_POST
def ask_erasing(request: HttpRequest) -> HttpResponse:
    """The second step: a link to the contact that was proved, so that a browser left open is not
    enough."""
    now = timezone.now()
    whose, seen = visit.owner(request, at=now), visit.current(request, at=now)
    if not whose or not (whose.emails or whose.phones):
        return HttpResponseRedirect(reverse("portal:own_data"))
    email = whose.emails[0] if whose.emails else ""
    phone = "" if email else whose.phones[0]
    if seen and not whose.user_id:
        email, phone = seen.email, seen.phone
    if allowed("own-link", email or phone, LETTERS_AN_HOUR, 3600):
        actions.ask_link(
            ContactLink.ERASE,
            email=email,
            phone=phone,
            user_id=whose.user_id,
            language=get_language() or "ru",
            at=now,
        )
    return HttpResponseRedirect(f"{reverse('portal:link_asked')}?for=erase")


def begin(request: HttpRequest, link: ContactLink) -> HttpResponse:
    """The link was opened: its browser may say the last word for a quarter of an hour."""
    until = timezone.now() + DECIDES_IN
    request.session[_KEY] = {"user_id": link.user_id, "until": until.isoformat()}
    return HttpResponseRedirect(reverse("portal:erase"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What goes at once and what the law keeps; then the last word."""
    whose = _whose(request)
    if whose is None:
        return render(request, "portal/link_over.html", {"section": "track"}, status=404)
    context = {"section": "track", "extent": extent(whose), "has_account": bool(whose.user_id)}
    if request.method == "POST":
        by = Actor(role=Role.APPLICANT)
        try:
            actions.erase(whose, recipients=recipients_of(whose), by=by, at=timezone.now())
        except NotAllowed as refused:
            roll_back(request)
            messages.error(request, str(refused))
            return render(request, "portal/erase.html", context, status=refused.status)
        logout(request)
        response = render(request, "portal/erased.html", context)
        tracked.forget(response)
        return response
    return render(request, "portal/erase.html", context)


def _whose(request: HttpRequest) -> Owner | None:
    """Whom the opened link is about; None when none was, or its time is over."""
    now = timezone.now()
    kept, seen = request.session.get(_KEY), visit.current(request, at=now)
    if not isinstance(kept, dict) or seen is None:
        return None
    until = parse_datetime(str(kept.get("until", "")))
    if until is None or until <= now:
        return None
    user = User.objects.filter(pk=kept.get("user_id") or 0).first()
    return Owner.of_account(user).also(seen.owner) if user else seen.owner
