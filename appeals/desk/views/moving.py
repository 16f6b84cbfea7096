"""A move is made here: parsed, one call, and for every refusal a page that keeps what was typed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals import digits, labels
from appeals.desk import back, card, finding, moves, presence, sections, wording
from appeals.desk.entry import show, staff
from appeals.desk.forms.move import MoveForm
from appeals.desk.moves import Move
from appeals.desk.views.callbacks import screen as callback_screen
from appeals.desk.views.callbacks import take_next
from appeals.desk.views.tasks import Refused
from appeals.desk.views.tasks import screen as task_screen
from appeals.errors import AppealError, BadInput, NotFound, RefusedMove, Stale
from appeals.models import Appeal
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_REFUSED = {RefusedMove: "refused", Stale: "stale", BadInput: "bad"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a move was not made, what of it is kept, and where a person goes who gives it up."""

    name: str
    kind: str
    sentence: str
    title: str
    typed: str
    seen: int
    had_files: bool
    leads_to: str


@require_POST
@staff()
def moving(request: HttpRequest, actor: Actor, number: str, name: str) -> HttpResponse:
    """Make one move of one appeal."""
    found = finding.visible(number, actor)
    move = moves.MOVES.get(name)
    if move is None:
        raise Http404
    form = move.form(found, actor, request.POST, request.FILES, name=name)
    if "insert" in request.POST and form.ready_field:
        return _with_words(request, actor, found, move, form)
    try:
        # A savepoint: a refusal must leave the request's transaction usable for the page.
        with transaction.atomic():
            moved = _make(move, form, actor, version=digits.count(request.POST.get("version", "")))
    except NotFound as missing:
        raise Http404 from missing
    except AppealError as error:
        if isinstance(error, BadInput):
            _put(form, error)
        return _again(request, actor, found, move, form, error)
    messages.success(request, _done(move, moved))
    if move.name == moves.CALLBACK and "next" in request.POST:
        take_next(request, actor)
    page = reverse("desk:appeal", args=[found.latin_number])
    goes_on = back.to(request, page)
    if goes_on == page and not Appeal.objects.visible_to(actor).filter(pk=found.pk).exists():
        return redirect(sections.of(actor)[0].route)
    return redirect(goes_on)


def _make(move: Move, form: MoveForm, actor: Actor, *, version: int | None) -> Appeal:
    if not form.is_valid():
        raise BadInput({name: " ".join(map(str, texts)) for name, texts in form.errors.items()})
    return move.make(form, by=actor, at=timezone.now(), version=version)


def _put(form: MoveForm, error: BadInput) -> None:
    """The action's sentences at the form's fields."""
    for name, sentence in error.fields.items():
        if name not in form.errors:
            form.add_error(name if name in form.fields else None, sentence)


def _again(
    request: HttpRequest,
    actor: Actor,
    before: Appeal,
    move: Move,
    form: MoveForm,
    error: AppealError,
) -> HttpResponse:
    """The same appeal as it is now, the sentence, and everything that was typed."""
    roll_back(request)
    found = finding.carded(actor).filter(pk=before.pk).first()
    if found is None:
        raise Http404
    form.appeal = found
    problem = Problem(
        name=move.name,
        kind=_REFUSED.get(type(error), "refused"),
        sentence=str(error),
        title=str(move.title),
        typed=form.typed,
        seen=digits.count(request.POST.get("seen", "")) or 0,
        had_files=bool(request.FILES),
        leads_to=back.to(request, reverse("desk:appeal", args=[found.latin_number])),
    )
    if sections.TASKS in sections.of(actor):
        refused = Refused(found.pk, found.number, move.name, str(error), form.typed)
        return task_screen(request, actor, refused=refused, status=error.status)
    if move.name == moves.CALLBACK and sections.CALLBACKS in sections.of(actor):
        return callback_screen(
            request, actor, found, form=form, problem=problem, status=error.status
        )
    read = card.read(found, actor, tried=form, tried_name=move.name)
    context: dict[str, Any] = {
        "card": read,
        "presence": presence.enter(found.pk, actor, timezone.now()),
        "problem": problem,
        "since": read.since(problem.seen),
        "is_still_open": any(offer.is_open for offer in read.moves),
        "back": problem.leads_to,
    }
    return show(request, actor, "appeal.html", context, status=error.status)


def _with_words(
    request: HttpRequest, actor: Actor, found: Appeal, move: Move, form: MoveForm
) -> HttpResponse:
    """The same page with a template in the form: what F8 does where scripts are off."""
    wanted = request.POST.get("template", "")
    words = [one.text for one in wording.ready(found, actor) if str(one.template.pk) == wanted]
    form.insert("".join(words))
    read = card.read(found, actor, tried=form, tried_name=move.name)
    page = reverse("desk:appeal", args=[found.latin_number])
    return show(request, actor, "appeal.html", {"card": read, "back": back.to(request, page)})


def _done(move: Move, appeal: Appeal) -> str:
    """What was done, said back, and where the appeal stands now, if that says more."""
    named = str(labels.EVENTS.get(move.name, move.title))
    done = named[:1].lower() + named[1:]
    state = str(labels.STATUSES[appeal.status]).lower()
    if state in done:
        return _("%(number)s: %(done)s.") % {"number": appeal.number, "done": done}
    return _("%(number)s: %(done)s. Теперь: %(state)s.") % {
        "number": appeal.number,
        "done": done,
        "state": state,
    }
