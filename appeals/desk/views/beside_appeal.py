"""What staff do beside an appeal without moving it: notes, following, the own number, the cause."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals.actions import causes, colleagues, own_number
from appeals.desk import back, card, finding
from appeals.desk.entry import show, staff
from appeals.errors import AppealError, NotAllowed, NotFound
from appeals.models import Appeal
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_POST
@staff()
def note(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """A private note for one's own side."""
    found = finding.visible(number, actor)
    text = request.POST.get("text", "")
    return _done(
        request,
        actor,
        found,
        lambda: colleagues.write_note(found.pk, text=text, by=actor, at=timezone.now()),
        _("Заметка видна только своим."),
    )


@require_POST
@staff()
def follow(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Follow the appeal, or stop (`stop`)."""
    found = finding.visible(number, actor)
    if "stop" in request.POST:
        return _done(
            request,
            actor,
            found,
            lambda: colleagues.unfollow(found.pk, by=actor),
            _("Вы больше не следите за обращением."),
        )
    return _done(
        request,
        actor,
        found,
        lambda: colleagues.follow(found.pk, by=actor, at=timezone.now()),
        _("Вы узнаете о каждом шаге обращения."),
    )


@require_POST
@staff()
def number_of_ours(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The organisation's own number."""
    found = finding.visible(number, actor)
    told = request.POST.get("number", "")
    return _done(
        request,
        actor,
        found,
        lambda: own_number.give_own_number(found.pk, number=told, by=actor, at=timezone.now()),
        _("Свой номер записан."),
    )


@require_POST
@staff()
def cause(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The root cause, named after the report or put right."""
    found = finding.visible(number, actor)
    code = request.POST.get("cause", "")
    return _done(
        request,
        actor,
        found,
        lambda: causes.code_cause(found.pk, cause=code, by=actor, at=timezone.now()),
        _("Причина записана."),
    )


def _done(
    request: HttpRequest,
    actor: Actor,
    found: Appeal,
    act: Callable[[], object],
    sentence: str,
) -> HttpResponse:
    """Act and go back; a refusal shows the same appeal with the sentence and what was typed."""
    page = back.to(request, reverse("desk:appeal", args=[found.latin_number]))
    try:
        with transaction.atomic():
            act()
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except AppealError as error:
        roll_back(request)
        context = {
            "card": card.read(found, actor),
            "back": page,
            "aside_problem": error,
            "typed": request.POST.get("text", ""),
        }
        return show(request, actor, "appeal.html", context, status=error.status)
    messages.success(request, sentence)
    return redirect(page)
