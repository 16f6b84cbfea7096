"""The page of an organisation's head: load of the crews, what came back, people and their roles."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from appeals import digits
from appeals.access import is_head
from appeals.actions import people
from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.insight import team as figures
from appeals.models import Crew, Member, Organisation
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_POSITIONS = {
    Member.HEAD: gettext_lazy("руководитель"),
    Member.DISPATCHER: gettext_lazy("диспетчер"),
    Member.CREW: gettext_lazy("бригада"),
}


@require_safe
@staff(sections.TEAM)
def team(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What every member of the organisation may read; the head's forms besides."""
    return _page(request, actor)


@require_POST
@staff(sections.TEAM)
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite a colleague by e-mail."""
    post = request.POST

    def act() -> str:
        people.invite_member(
            email=post.get("email", ""),
            name=post.get("name", ""),
            position=post.get("position", ""),
            crew_id=digits.key(post.get("crew", "")),
            by=actor,
            at=timezone.now(),
        )
        return _("Приглашение отправлено. Ссылка в письме действует три дня.")

    return _done(request, actor, "invite", act)


@require_POST
@staff(sections.TEAM)
def member(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Change a colleague's place, or switch them off and on (`off`, `on`)."""
    post = request.POST

    def act() -> str:
        if "off" in post or "on" in post:
            people.switch_member(pk, is_active="on" in post, by=actor)
            return _("Вход включён.") if "on" in post else _("Вход отключён.")
        people.change_member(
            pk,
            position=post.get("position", ""),
            crew_id=digits.key(post.get("crew", "")),
            by=actor,
        )
        return _("Сохранено.")

    return _done(request, actor, f"member-{pk}", act)


@require_POST
@staff(sections.TEAM)
def crew(request: HttpRequest, actor: Actor, pk: int = 0) -> HttpResponse:
    """A new crew, another name, or the end of one (`off`)."""
    post = request.POST

    def act() -> str:
        people.keep_crew(
            pk or None,
            name=post.get("name", ""),
            phone=post.get("phone", ""),
            is_active="off" not in post,
            by=actor,
        )
        return _("Бригада отключена.") if "off" in post else _("Бригада сохранена.")

    return _done(request, actor, f"crew-{pk}", act)


def _done(request: HttpRequest, actor: Actor, place: str, act: Callable[[], str]) -> HttpResponse:
    """Act and show the page anew; a refusal stands at its form, with what was typed."""
    try:
        with transaction.atomic():
            sentence = act()
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except BadInput as wrong:
        roll_back(request)
        return _page(request, actor, place=place, problem=wrong)
    messages.success(request, sentence)
    return redirect("desk:team")


def _page(
    request: HttpRequest, actor: Actor, *, place: str = "", problem: BadInput | None = None
) -> HttpResponse:
    now = timezone.now()
    own = actor.organisation_id or 0
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    members = Member.objects.filter(organisation_id=own).select_related("user", "crew")
    context: dict[str, Any] = {
        "organisation": Organisation.objects.get(pk=own),
        "leads": is_head(actor),
        "loads": figures.loads(actor, now=now, midnight=midnight),
        "outcome": figures.outcome(own, now=now),
        "causes": figures.causes(own, now=now),
        "members": members.order_by("-is_active", "position", "user__name"),
        "crews": list(Crew.objects.filter(organisation_id=own, is_active=True).order_by("name")),
        "positions": _POSITIONS,
        "place": place,
        "problem": problem,
        "typed": request.POST,
    }
    status = problem.status if problem else 200
    return show(request, actor, "team.html", context, section=sections.TEAM, status=status)
