"""A call: the card, what is known meanwhile, and the number to read aloud."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import actions
from appeals.desk import card, finding, houses, sections
from appeals.desk import known as knowledge
from appeals.desk.entry import show, staff
from appeals.desk.forms.call import CallForm
from appeals.desk.houses import Meant
from appeals.errors import BadInput, KeyReused
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_AS_SAID = "as_said"


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.NEW)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The card of a call; `check` looks up what is known, anything else registers."""
    if request.method != "POST":
        return _page(request, actor, CallForm(initial={"key": CallForm.new_key()}))
    form = CallForm(request.POST)
    form.is_valid()
    place = _place(request, form)
    if "check" in request.POST:
        seen = knowledge.read(
            replace(form.filing(), house_id=place.house_id), actor, timezone.now()
        )
        return _page(request, actor, _reshown(form, place), known=seen, choices=place.choices)
    if place.choices and not form.has_error("address"):
        form.add_error("address", _("Уточните, какой это дом, или запишите адрес как слышите."))
    if form.is_valid():
        try:
            # A savepoint: a refusal must leave the request's transaction usable for the page.
            with transaction.atomic():
                filed = actions.register(
                    replace(form.filing(), house_id=place.house_id),
                    by=replace(actor, channel="phone"),
                    at=timezone.now(),
                )
            return redirect("desk:registered", filed.latin_number)
        except BadInput as wrong:
            for name, sentence in wrong.fields.items():
                form.add_error(name if name in form.fields else "address", sentence)
        except KeyReused:
            form.add_error(
                None,
                _("Эта карточка уже записана. Чтобы записать ещё одно обращение, сохраните снова."),
            )
            form.data = {**_said(form), "key": CallForm.new_key()}
    roll_back(request)
    return _page(request, actor, form, choices=place.choices, status=422)


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
def registered(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The number, large, and what to say before hanging up."""
    found = finding.visible(number, actor)
    context = {"card": card.read(found, actor), "back": request.path}
    return show(request, actor, "registered.html", context, section=sections.NEW)


def _place(request: HttpRequest, form: CallForm) -> Meant:
    """The chosen house, or what the words of the address mean."""
    pick = request.POST.get("pick", "")
    chosen = form.cleaned_data.get("house")
    if pick.isascii() and pick.isdecimal() and len(pick) < 19:
        return Meant(house_id=int(pick))
    if chosen is not None or pick == _AS_SAID:
        return Meant(house_id=chosen)
    return houses.meant(str(form.cleaned_data.get("address") or ""))


def _said(form: CallForm) -> dict[str, Any]:
    """What was typed, field by field."""
    return {name: form.data.get(name, "") for name in form.fields}


def _reshown(form: CallForm, place: Meant) -> CallForm:
    """The same words in a form that complains of nothing yet."""
    initial = _said(form)
    if place.house_id is not None:
        initial["house"] = place.house_id
    return CallForm(initial=initial)


def _page(
    request: HttpRequest,
    actor: Actor,
    form: CallForm,
    *,
    known: knowledge.Known | None = None,
    choices: Any = (),
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "known": known, "choices": choices, "as_said": _AS_SAID}
    return show(request, actor, "new.html", context, section=sections.NEW, status=status)
