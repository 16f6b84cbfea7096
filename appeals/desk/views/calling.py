"""A call: the card, what is known meanwhile, and the number to read aloud."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import actions, digits
from appeals.desk import card, finding, houses, ringing, sections, spoken
from appeals.desk import known as knowledge
from appeals.desk.entry import show, staff
from appeals.desk.forms.call import KEPT, CallForm
from appeals.errors import AppealError, BadInput, KeyReused
from appeals.models import Appeal, Call, Draft
from appeals.registry import exact
from appeals.registry.exact import Meant
from appeals.registry.search import HouseHit
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_AS_SAID = "as_said"


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.NEW)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The card of a call; `check` and `same` look up, `join` joins, anything else registers."""
    if request.method != "POST":
        return _opened(request, actor)
    form = CallForm(request.POST)
    form.is_valid()
    place = _place(request, form)
    house_id = place.house.id if place.house else form.cleaned_data.get("house")
    filing = replace(form.filing(), house_id=house_id, call_id=_call_id(form))
    if "check" in request.POST or "same" in request.POST:
        seen = knowledge.read(filing, actor, timezone.now())
        shown = _reshown(form, house_id, seen.person if "same" in request.POST else None)
        return _page(request, actor, shown, known=seen, choices=place.choices)
    if "join" in request.POST:
        return _join(request, actor, form, request.POST["join"], filing)
    if place.choices and not form.has_error("address"):
        form.add_error("address", _("Уточните, какой это дом, или запишите адрес как слышите."))
    if form.is_valid():
        try:
            # A savepoint: a refusal must leave the request's transaction usable for the page.
            with transaction.atomic():
                filed = actions.register(
                    filing, by=replace(actor, channel="phone"), at=timezone.now()
                )
                actions.drop_draft(filing.intake_key, by=actor)
            return redirect("desk:registered", filed.latin_number)
        except BadInput as wrong:
            _put(form, wrong)
        except KeyReused:
            form.add_error(
                None,
                _("Эта карточка уже записана. Чтобы записать ещё одно обращение, сохраните снова."),
            )
            form.data = {**form.said(), "key": CallForm.new_key()}
    return _refused(request, actor, form, place.choices)


@require_POST
@staff(sections.NEW)
def known(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is known of the caller and the house, for the side of the card."""
    form = CallForm(request.POST)
    form.is_valid()
    seen = knowledge.read(form.filing(), actor, timezone.now())
    return render(request, "desk/parts/known.html", {"known": seen, "now": timezone.now()})


@require_safe
@staff(sections.NEW)
def addresses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?q=`: houses that the typed words may mean, with what is going on there, as JSON."""
    query = request.GET.get("q", "").strip()
    return JsonResponse(houses.offered(query, actor, timezone.now()))


@require_safe
@staff(sections.NEW)
def registered(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The number, large and in words, and what to say before hanging up."""
    return _told(request, actor, number, joined=False)


@require_safe
@staff(sections.NEW)
def joined(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The same for somebody who follows an appeal that exists."""
    return _told(request, actor, number, joined=True)


def _told(request: HttpRequest, actor: Actor, number: str, *, joined: bool) -> HttpResponse:
    found = finding.visible(number, actor)
    context = {
        "card": card.read(found, actor),
        "back": request.path,
        "joined": joined,
        "spoken": spoken.number(found.year, found.serial),
    }
    return show(request, actor, "registered.html", context, section=sections.NEW)


def _opened(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A card: a draft's, a call's, or empty; the call on the operator's line is taken by itself."""
    now = timezone.now()
    drafts = list(Draft.objects.of(actor.user_id, now))
    wanted = next((draft for draft in drafts if draft.key == request.GET.get("draft")), None)
    if wanted is not None:
        initial = {**wanted.fields, "key": wanted.key}
        form = CallForm(initial=initial)
        return _page(request, actor, form, known=_known_of(initial, actor))
    call = _call(request.GET.get("call", "")) or ringing.current(actor, now)
    initial = {"key": CallForm.new_key()}
    if call is not None:
        initial |= {"phone": call.caller, "call": str(call.pk)}
    form = CallForm(initial=initial)
    return _page(request, actor, form, known=_known_of(initial, actor), drafts=drafts)


def _known_of(told: dict[str, Any], actor: Actor) -> knowledge.Known | None:
    """What is known of a card that opens with something in it."""
    form = CallForm({name: told.get(name, "") for name in KEPT})
    form.is_valid()
    filing = form.filing()
    return (
        knowledge.read(filing, actor, timezone.now()) if filing.phone or filing.house_id else None
    )


def _join(
    request: HttpRequest, actor: Actor, form: CallForm, number: str, filing: actions.Filing
) -> HttpResponse:
    """Count the caller to an appeal that exists; the card is kept when that cannot be."""
    found = finding.one(number, Appeal.objects.visible_to(actor))
    if found is None:
        form.add_error(
            None, _("Такого обращения нет. Проверьте номер: в нём шесть цифр после года.")
        )
    elif not form.has_error("phone"):
        try:
            with transaction.atomic():
                actions.join(
                    found.pk,
                    name=filing.name,
                    phone=filing.phone,
                    flat=filing.flat,
                    text=str(form.cleaned_data.get("text", "")),
                    key=filing.intake_key,
                    call_id=filing.call_id,
                    by=replace(actor, channel="phone"),
                    at=timezone.now(),
                )
                actions.drop_draft(filing.intake_key, by=actor)
            return redirect("desk:joined", found.latin_number)
        except BadInput as wrong:
            _put(form, wrong)
        except AppealError as refused:
            form.add_error(None, str(refused))
    return _refused(request, actor, form)


def _place(request: HttpRequest, form: CallForm) -> Meant:
    """The chosen house, or what the words of the address mean."""
    pick = request.POST.get("pick", "")
    if (house_id := digits.key(pick)) is not None:
        return Meant(house=HouseHit(house_id, "", "", None, None))
    if form.cleaned_data.get("house") is not None or pick == _AS_SAID:
        return Meant()
    return exact.meant(str(form.cleaned_data.get("address") or ""))


def _call(text: str) -> Call | None:
    """The call of an address or of a card; one that is not here is as good as none."""
    call_id = digits.key(text)
    return Call.objects.filter(pk=call_id).first() if call_id is not None else None


def _call_id(form: CallForm) -> int | None:
    call = _call(str(form.cleaned_data.get("call") or ""))
    return call.pk if call else None


def _reshown(form: CallForm, house_id: int | None, person: knowledge.Person | None) -> CallForm:
    """The same words in a form that complains of nothing yet; `person` fills what is theirs."""
    initial: dict[str, Any] = {**form.said(), "key": form.data.get("key", "")}
    if house_id is not None:
        initial["house"] = house_id
    if person is not None:
        initial |= {"name": person.name, "flat": person.flat, "address": person.address}
        initial["house"] = person.house_id or ""
    return CallForm(initial=initial)


def _put(form: CallForm, wrong: BadInput) -> None:
    """Each sentence at its field."""
    for name, sentence in wrong.fields.items():
        form.add_error(name if name in form.fields else "address", sentence)


def _refused(request: HttpRequest, actor: Actor, form: CallForm, choices: Any = ()) -> HttpResponse:
    """The card as it was sent, with what is wrong; nothing of the attempt stays."""
    roll_back(request)
    return _page(request, actor, form, choices=choices, status=422)


def _page(
    request: HttpRequest,
    actor: Actor,
    form: CallForm,
    *,
    known: knowledge.Known | None = None,
    choices: Any = (),
    drafts: Any = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "known": known,
        "choices": choices,
        "drafts": drafts,
        "as_said": _AS_SAID,
        "call": _call(str(form["call"].value() or "")),
        "seat": ringing.seat_of(actor),
    }
    return show(request, actor, "new.html", context, section=sections.NEW, status=status)
