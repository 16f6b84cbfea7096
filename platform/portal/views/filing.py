"""Filing an appeal: one page, nothing typed is ever lost, the same form sent twice files once."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from appeals import actions, digits
from appeals.access import actor_of
from appeals.errors import BadInput, Blocked, KeyReused
from appeals.models import Appeal
from appeals.registry import exact
from portal import browser, embedded, filing, guard, notices, outages, tracked
from portal.forms import FilingForm
from tenants.accounts.actor import ANONYMOUS, Actor
from tenants.accounts.models import User
from tenants.isolation.middleware import roll_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it."""
    if request.method != "POST":
        known = {"key": FilingForm.new_key(), "address": request.GET.get("address", "")[:300]}
        return _page(request, FilingForm(initial=known), filing.Shots())
    form = FilingForm(request.POST)
    taken = filing.shots(request.POST.getlist("kept"), request.FILES.getlist("photos"))
    if "find" in request.POST:
        taken.keep(timezone.localdate())
        found = filing.candidates(request.POST.get("address", ""))
        return _page(
            request, FilingForm(initial=request.POST.dict()), taken, houses=found, asked=True
        )
    return _submitted(request, form, taken)


def _submitted(request: HttpRequest, form: FilingForm, taken: filing.Shots) -> HttpResponse:
    """File it, or show the page again with a sentence for everything that is wrong."""
    form.is_valid()  # fills cleaned_data; what is wrong is collected first, then said at once
    for problem in taken.problems:
        form.add_error("photos", problem)
    house_id, unclear = _house(request, form)
    if unclear and not _is_queued(request):
        form.add_error("address", _("Уточните, какой это дом, или оставьте адрес словами"))
    off = _off(request, form, house_id) if form.is_valid() else []
    if off and not _is_queued(request):
        # Said before anything is filed; sent once more, it is filed.
        taken.keep(timezone.localdate())
        form.keep_house(house_id)
        return _page(request, form, taken, off=off)
    if form.is_valid() and (stopped := guard.objection(request)):
        form.add_error(None, stopped)
    appeal = _filed(request, form, house_id, taken) if form.is_valid() else None
    if appeal is None:
        roll_back(request)
        taken.keep(timezone.localdate())
        return _page(request, form, taken, houses=unclear, status=422)
    guard.filed(request)
    response = HttpResponseRedirect(embedded.accepted(request, appeal.tracking_code))
    tracked.remember(request, response, appeal.tracking_code)
    browser.remember(request, response)
    return response


def _filed(
    request: HttpRequest, form: FilingForm, house_id: int | None, taken: filing.Shots
) -> Appeal | None:
    """The appeal; or None with the refusal told to the form."""
    told = replace(
        filing.filing(form, house_id, taken.all),
        browser=browser.digest(request),
        network=browser.network_digest(request),
    )
    try:
        told, by = embedded.marked(request, told, _actor(request))
        return actions.register(told, by=by, at=timezone.now())
    except BadInput as wrong:
        for name, sentence in wrong.fields.items():
            form.add_error(name if name in form.SHOWN else "address", sentence)
    except Blocked as refused:
        form.add_error(None, str(refused))
    except KeyReused:
        twice = _("С этой страницы обращение уже отправлено. Другая проблема? Отправьте ещё раз")
        form.add_error(None, twice)
        form.renew_key()
    return None


def _house(request: HttpRequest, form: FilingForm) -> tuple[int | None, list[Any]]:
    """The chosen house; or, when the words fit several, those to choose from."""
    picked = request.POST.get("pick", "")
    if (house_id := digits.key(picked)) is not None:
        return house_id, []
    chosen = form.cleaned_data.get("house")
    address = str(form.cleaned_data.get("address") or "")
    if chosen is not None or picked == filing.FREE or not filing.names_house(address):
        return chosen, []
    meant = exact.meant(address)
    return (meant.house.id, []) if meant.house else (None, list(meant.choices))


def _off(request: HttpRequest, form: FilingForm, house_id: int | None) -> list[Any]:
    """What is off at the house and was not said yet on the page that was sent."""
    category = str(form.cleaned_data.get("category") or "")
    found = outages.of_filing(house_id, category, at=timezone.now())
    return found if outages.unseen(found, request.POST.get("told", "")) else []


def _is_queued(request: HttpRequest) -> bool:
    """Sent by a phone that had no connection before: nobody may be there to be asked back, so what can
    be left to the dispatcher (which of the houses, a known outage) is."""
    return "queued" in request.POST


def _actor(request: HttpRequest) -> Actor:
    """A signed-in resident, or somebody we do not ask about."""
    if not isinstance(request.user, User):
        return ANONYMOUS
    if _is_queued(request) and request.POST.get("owner") != str(request.user.pk):
        return ANONYMOUS  # written before this person signed in here
    actor = actor_of(request.user)
    # Staff who file from the portal do so as anybody would.
    return ANONYMOUS if actor.is_staff else actor


def _page(
    request: HttpRequest,
    form: FilingForm,
    taken: filing.Shots,
    *,
    houses: list[Any] | None = None,
    asked: bool = False,
    off: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "section": "new",
        "form": form,
        "problem": form.is_bound and bool(form.errors),
        "kept": taken.kept,
        "houses": houses,
        "asked": asked,
        "free": filing.FREE,
        "notices": notices.shown(timezone.now()),
        "outages": off or [],
        "now": timezone.now(),
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
