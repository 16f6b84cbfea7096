"""The city's moderation: complaints, one appeal's public face, blocks."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import actions
from appeals.desk import finding, moderating, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.moderation import BlockForm, ChangeForm
from appeals.errors import AppealError, BadInput, NotFound
from appeals.models import Appeal
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_safe
@staff(sections.MODERATION)
def moderation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Complaints that wait, and blocks that hold."""
    context = {"complaints": moderating.complaints(), "held": moderating.held(timezone.now())}
    return show(request, actor, "moderation.html", context, section=sections.MODERATION)


@require_POST
@staff(sections.MODERATION)
def leave_complaint(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """It stays as it is."""
    try:
        left = actions.leave(pk, by=actor, at=timezone.now())
    except NotFound:
        messages.info(request, _("Эту жалобу уже разобрали."))
    else:
        told = {"number": left.appeal.number}
        messages.success(request, _("%(number)s: оставлено как есть.") % told)
    return redirect("desk:moderation")


@require_POST
@staff(sections.MODERATION)
def lift_block(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Taken back before its time."""
    try:
        actions.lift(pk, by=actor, at=timezone.now())
    except NotFound:
        messages.info(request, _("Этой блокировки уже нет."))
    else:
        messages.success(request, _("Блокировка снята."))
    return redirect("desk:moderation")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.MODERATION)
def moderate(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """What everybody sees of one appeal: hide, edit, show again."""
    found = finding.visible(number, actor)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, actor, found)

    def change() -> None:
        if not form.is_valid():
            raise BadInput({name: " ".join(map(str, texts)) for name, texts in form.errors.items()})
        told = actions.Change(**form.cleaned_data)
        actions.moderate(found.pk, told, by=actor, at=timezone.now())

    return _done(request, actor, found, change, _("Сделано: все видят это сразу."))


@require_POST
@staff(sections.MODERATION)
def block_sender(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Take nothing from where this came, for a while."""
    found = finding.visible(number, actor)
    form = BlockForm(request.POST)

    def block() -> None:
        form.is_valid()
        said = form.cleaned_data
        actions.block(
            found.pk,
            kinds=said.get("kinds", []),
            reason=said.get("reason", ""),
            days=said.get("days") or 0,
            comment=said.get("comment", ""),
            by=actor,
            at=timezone.now(),
        )

    return _done(request, actor, found, block, _("Заблокировано. По телефону обращения идут."))


@require_POST
@staff(sections.MODERATION)
def trust(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The desk has looked: neighbours' doubts are answered."""
    found = finding.visible(number, actor)

    def answer() -> None:
        words = request.POST.get("words", "")
        actions.trust(found.pk, words=words, by=actor, at=timezone.now())

    done = _("Соседям сказано: работа выполнена.")
    return _done(request, actor, found, answer, done, to="desk:appeal")


def _done(
    request: HttpRequest,
    actor: Actor,
    found: Appeal,
    act: Callable[[], None],
    sentence: str,
    *,
    to: str = "desk:moderate",
) -> HttpResponse:
    try:
        with transaction.atomic():
            act()
    except NotFound as missing:
        raise Http404 from missing
    except AppealError as error:
        roll_back(request)
        return _page(request, actor, finding.visible(found.latin_number, actor), error)
    messages.success(request, sentence)
    return redirect(to, found.latin_number)


def _page(
    request: HttpRequest, actor: Actor, found: Appeal, problem: AppealError | None = None
) -> HttpResponse:
    context = {
        "face": moderating.face(found, at=timezone.now()),
        "appeal": found,
        "form": ChangeForm(),
        "block": BlockForm(),
        "problem": problem,
        "typed": request.POST.get("text", "") if problem else "",
    }
    return show(
        request,
        actor,
        "appeal_moderation.html",
        context,
        section=sections.MODERATION,
        status=problem.status if problem else 200,
    )
