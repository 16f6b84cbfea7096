"""The staff entrance: who may come in, and as whom."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from appeals.access import actor_of, waits_for_course
from appeals.desk import back, habits, sections
from appeals.desk.sections import Section
from tenants.accounts import support
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User
from tenants.models import SupportAccess

HOME = "/desk/"
View = Callable[..., HttpResponseBase]


def staff(section: Section | None = None) -> Callable[[View], View]:
    """Let in those who have this screen (None: any screen) and pass the view their actor.

    Somebody unknown signs in first; a resident, or staff of another screen, gets the 403 page. Whom
    only their course keeps from work is led to it.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                # A move cannot be repeated by an address: after signing in its page comes back.
                asked = request.get_full_path()
                return redirect_to_login(
                    asked if request.method == "GET" else back.to(request, HOME)
                )
            actor = actor_of(request.user)
            known = sections.of(actor)
            if not known and waits_for_course(request.user):
                return redirect(sections.TRAINING.route)
            if not known or (section is not None and section not in known):
                raise PermissionDenied
            response = view(request, actor, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        return entered

    return guarded


def show(
    request: HttpRequest,
    actor: Actor,
    template: str,
    context: dict[str, Any],
    *,
    section: Section | None = None,
    status: int = 200,
) -> HttpResponse:
    """A staff page: what every one of them names, and its own facts."""
    common = {
        "actor": actor,
        "sections": sections.of(actor),
        "bar": sections.bar(actor),
        "section": section,
        "habits": habits.of(actor),
        "hears": sections.HALL in sections.of(actor),
        "finds_at": sections.searched(actor),
        "rings": sections.NEW in sections.of(actor),
        "looking": _support(actor),
        "now": timezone.now(),
    }
    return render(request, f"desk/{template}", common | context, status=status)


def _support(actor: Actor) -> list[SupportAccess]:
    """Who of the platform looks into the city now: its administrators see it on every page."""
    if actor.role != Role.ADMINISTRATOR or actor.support:
        return []
    return support.open_now(at=timezone.now())
