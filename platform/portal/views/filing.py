"""Filing an appeal: one page, nothing typed is ever lost, the same form sent twice files once."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from appeals import actions
from appeals.access import actor_of
from appeals.actions.asking import FIELD
from appeals.errors import AppealError, BadInput, Blocked, KeyReused
from appeals.models import Appeal
from appeals.registry import search
from portal import attempt as attempts
from portal import browser, cards, consent, embedded, guard, notices, tracked
from portal.attempt import Attempt
from portal.spot import FREE
from tenants.accounts.actor import ANONYMOUS, Actor
from tenants.accounts.models import User
from tenants.isolation.middleware import roll_back

_CHOICES = 6
# What may be wrong with somebody who only joins.
_CONTACT = ("name", "phone", "email", "flat", "consent", "key")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it."""
    if request.method != "POST":
        return _page(request, attempts.blank(request.GET.get("address", "")[:300]))
    looks = request.POST.keys() & {"look", "find"}
    attempt = attempts.read(
        request.POST, request.FILES.getlist("photos"), at=timezone.now(), is_sent=not looks
    )
    if looks:
        attempt.taken.keep(timezone.localdate(), browser.network_of(request))
        houses: list[Any] | None = attempt.spot.unclear
        if "find" in request.POST:
            address = attempt.data.get("address", "")
            houses = search.houses(address, limit=_CHOICES) if address.strip() else []
        asked = "find" in request.POST
        return _page(request, attempt.unjudged(), houses=houses, asked=asked)
    if "join" in request.POST:
        return _joined(request, attempt)
    return _submitted(request, attempt)


def _submitted(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """File it, or show the page again with a sentence for everything that is wrong."""
    form, spot = attempt.form, attempt.spot
    form.is_valid()  # fills cleaned_data; what is wrong is collected first, then said at once
    for problem in attempt.taken.problems:
        form.add_error("photos", problem)
    if spot.unclear and not attempt.is_queued:
        form.add_error("address", _("Уточните, какой это дом, или оставьте адрес словами"))
    if form.is_valid() and attempt.has_news:
        # Said before anything is filed; sent once more, it is filed.
        attempt.taken.keep(timezone.localdate(), browser.network_of(request))
        return _page(request, attempt, news=True)
    if form.is_valid() and (stopped := guard.objection(request)):
        form.add_error(None, stopped)
    appeal = _filed(request, attempt) if form.is_valid() else None
    if appeal is None:
        roll_back(request)
        attempt.taken.keep(timezone.localdate(), browser.network_of(request))
        return _page(request, attempt, houses=spot.unclear, status=422)
    guard.filed(request)
    response = HttpResponseRedirect(embedded.accepted(request, appeal.tracking_code))
    tracked.remember(request, response, appeal.tracking_code)
    browser.remember(request, response)
    return response


def _filed(request: HttpRequest, attempt: Attempt) -> Appeal | None:
    """The appeal; or None with the refusal told to the form."""
    form = attempt.form
    told = replace(
        attempt.filing(),
        browser=browser.digest(request),
        network=browser.network_digest(request),
    )
    try:
        told, by = embedded.marked(request, told, actor_for(request, attempt))
        return actions.register(told, by=by, at=timezone.now())
    except BadInput as wrong:
        for name, sentence in wrong.fields.items():
            form.add_error(name if form.shows(name) else "address", sentence)
    except Blocked as refused:
        form.add_error(None, str(refused))
    except KeyReused:
        twice = _("С этой страницы обращение уже отправлено. Другая проблема? Отправьте ещё раз")
        form.add_error(None, twice)
        form.renew_key()
    return None


def _joined(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """One more voice for an appeal that exists, in the place of a new one."""
    form = attempt.form
    form.is_valid()
    for name in [name for name in form.errors if name not in _CONTACT]:
        del form.errors[name]
    if not form.errors and (stopped := guard.objection(request)):
        form.add_error(None, stopped)
    appeal = cards.find_public(request.POST["join"])
    if not form.errors and appeal is not None:
        told = form.cleaned_data
        try:
            actions.join(
                appeal.pk,
                name=told["name"],
                phone=told["phone"],
                email=told["email"],
                flat=told["flat"],
                text=attempt.data.get("text", ""),
                consent=form.consent_version,
                # One page may join several appeals, each once.
                key=f"web:{told['key']}:{appeal.pk}",
                origin=actions.Origin(
                    phone=told["phone"],
                    email=told["email"],
                    browser=browser.digest(request),
                    network=browser.network_digest(request),
                ),
                by=actor_for(request, attempt),
                at=timezone.now(),
            )
        except AppealError as refused:
            form.add_error(None, str(refused))
        else:
            guard.filed(request)
            heard = _("Вы присоединились к обращению %(number)s. Ваш голос учтён.")
            if told["phone"] or told["email"]:
                heard = _("Вы присоединились к обращению %(number)s. Сообщим о каждом шаге.")
            messages.success(request, heard % {"number": appeal.number})
            return HttpResponseRedirect(reverse("portal:card", args=[appeal.latin_number]))
    elif appeal is None:
        form.add_error(None, _("К этому обращению уже не присоединиться: подайте своё"))
    roll_back(request)
    attempt.taken.keep(timezone.localdate(), browser.network_of(request))
    return _page(request, attempt, status=422)


def actor_for(request: HttpRequest, attempt: Attempt) -> Actor:
    """A signed-in resident, or somebody we do not ask about."""
    if not isinstance(request.user, User):
        return ANONYMOUS
    if attempt.is_queued and attempt.data.get("owner") != str(request.user.pk):
        return ANONYMOUS  # written before this person signed in here
    actor = actor_of(request.user)
    # Staff who file from the portal do so as anybody would.
    return ANONYMOUS if actor.is_staff else actor


def context_of(attempt: Attempt) -> dict[str, Any]:
    """What the parts of the form read, on the page and alone."""
    questions = [
        {"about": each, "field": attempt.form[f"{FIELD}{each.code}"]} for each in attempt.look.asked
    ]
    return {
        "form": attempt.form,
        "look": attempt.look,
        "spot": attempt.spot,
        "questions": questions,
        "asked_wrong": any(name.startswith(FIELD) for name in attempt.form.errors),
        "edition": consent.VERSION,
        "edition_date": date.fromisoformat(consent.VERSION),
        "now": timezone.now(),
    }


def _page(
    request: HttpRequest,
    attempt: Attempt,
    *,
    houses: list[Any] | None = None,
    asked: bool = False,
    news: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = context_of(attempt) | {
        "section": "new",
        "problem": attempt.form.is_bound and bool(attempt.form.errors),
        "kept": attempt.taken.kept,
        "unkept": attempt.taken.unkept,
        "houses": houses,
        "asked": asked,
        "news": news,
        "free": FREE,
        "notices": notices.shown(timezone.now()),
    }
    return render(request, "portal/new.html", context, status=status)


@never_cache
@require_safe
def accepted(request: HttpRequest, code: str) -> HttpResponse:
    """«Принято»: the number, the link, what comes next."""
    appeal = Appeal.objects.with_card().filter(tracking_code=code).first()
    if appeal is None:
        return render(request, "portal/no_track.html", {"section": "track"}, status=404)
    link = request.build_absolute_uri(reverse("portal:own_card", args=[code]))
    context = {"section": "track", "appeal": appeal, "link": link, "now": timezone.now()}
    response = render(request, "portal/accepted.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
