"""Lending an appeal to a contractor, and what the organisation does with the report."""

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

from appeals.actions import contractor
from appeals.desk import back, card, finding, sections
from appeals.desk.entry import show, staff
from appeals.errors import AppealError, NotAllowed, NotFound
from appeals.models import Appeal
from tenants.accounts import links
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_POST
@staff(sections.QUEUE)
def lend(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """A one-time link; its address is shown on this page and nowhere again."""
    seen = finding.visible(number, actor)
    page = reverse("desk:appeal", args=[seen.latin_number])
    try:
        with transaction.atomic():
            link, token = contractor.lend(
                seen.pk,
                contractor=request.POST.get("contractor", ""),
                shows_flat="shows_flat" in request.POST,
                shows_phone="shows_phone" in request.POST,
                by=actor,
                at=timezone.now(),
            )
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except AppealError as error:
        return _again(request, actor, seen, error)
    context = {
        "link": link,
        "address": links.absolute(f"/contractor/{token}/"),
        "appeal": seen,
        "page": page,
        "back": back.to(request, page),
    }
    return show(request, actor, "contractor_link.html", context, section=sections.QUEUE)


@require_POST
@staff(sections.QUEUE)
def lent(request: HttpRequest, actor: Actor, number: str, pk: int) -> HttpResponse:
    """`do`: revoke the link, take the report, or send it back."""
    seen = finding.visible(number, actor)
    post, at = request.POST, timezone.now()
    ways: dict[str, tuple[Callable[[], object], str]] = {
        "revoke": (lambda: contractor.revoke(pk, by=actor, at=at), _("Ссылка отозвана.")),
        "take": (
            lambda: contractor.take_report(
                pk, words=post.get("words", ""), cause=post.get("cause", ""), by=actor, at=at
            ),
            _("Отчёт принят, обращение выполнено. Слово за жителем."),
        ),
        "send_back": (
            lambda: contractor.send_back(pk, remark=post.get("remark", ""), by=actor, at=at),
            _("Отчёт возвращён подрядчику."),
        ),
    }
    act, sentence = ways.get(post.get("do", ""), (None, ""))
    if act is None or not seen.contractor_links.filter(pk=pk).exists():
        raise Http404
    try:
        with transaction.atomic():
            act()
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except AppealError as error:
        return _again(request, actor, seen, error)
    messages.success(request, sentence)
    return redirect(back.to(request, reverse("desk:appeal", args=[seen.latin_number])))


def _again(request: HttpRequest, actor: Actor, seen: Appeal, error: AppealError) -> HttpResponse:
    """The appeal as it is, the sentence, and what was typed."""
    roll_back(request)
    context = {
        "card": card.read(seen, actor),
        "back": back.to(request, reverse("desk:appeal", args=[seen.latin_number])),
        "lending_problem": error,
        "lending_typed": request.POST,
    }
    return show(request, actor, "appeal.html", context, status=error.status)
