"""The way into onboarding's pages: who may come, and a page with what every one of them names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from appeals.desk import sections
from appeals.desk.entry import View, show, staff
from appeals.errors import NotAllowed, NotFound
from tenants.accounts.actor import Actor

connected = staff(sections.CONNECTING)


def only(may: Callable[[Actor], bool]) -> Callable[[View], View]:
    """Let in those who see onboarding and for whom `may` holds; the others get the 403 page."""

    def guarded(view: View) -> View:
        @wraps(view)
        def entered(
            request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            if not may(actor):
                raise PermissionDenied
            return view(request, actor, *args, **kwargs)

        return connected(mapped(entered))

    return guarded


def mapped(view: View) -> View:
    """What is missing is a 404, what is somebody else's to decide a 403."""

    @wraps(view)
    def entered(request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, actor, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused

    return entered


def page(
    request: HttpRequest,
    actor: Actor,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of onboarding inside the desk."""
    return show(
        request,
        actor,
        f"connecting/{template}",
        context,
        section=sections.CONNECTING,
        status=status,
    )
