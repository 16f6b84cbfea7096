"""The way into training: every person of the staff, also those who may not work yet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from appeals.access import actor_of
from appeals.desk import sections
from appeals.desk.entry import View, show
from appeals.errors import NotAllowed, NotFound
from onboarding.organisations.training import access, learners
from onboarding.organisations.training.content import Course, courses
from onboarding.organisations.training.learners import Learner
from tenants.accounts.actor import Actor
from tenants.accounts.models import User


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits before a page of training: as an actor and as a learner."""

    actor: Actor
    learner: Learner
    user: User

    def course(self, code: str) -> Course:
        """A course this person may open: their own; who looks after the city opens all of them.

        Raises:
            Http404
        """
        course = courses().get(code)
        if course is None or (code != self.learner.course and not access.sees_city(self.actor)):
            raise Http404
        return course


def learning(view: Callable[..., HttpResponseBase]) -> View:
    """Let in every person of the staff; what is missing or somebody else's is a 404."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        learner = learners.of(request.user)
        if learner is None:
            raise PermissionDenied
        try:
            seat = Seat(actor_of(request.user), learner, request.user)
            response = view(request, seat, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        add_never_cache_headers(response)
        return response

    return entered


def page(
    request: HttpRequest, seat: Seat, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of training inside the desk; who may not work yet has no other section."""
    known = sections.of(seat.actor) or (sections.TRAINING,)
    facts = {"sections": known, "learner": seat.learner, "sees_city": access.sees_city(seat.actor)}
    return show(
        request,
        seat.actor,
        f"training/{template}",
        facts | context,
        section=sections.TRAINING,
        status=status,
    )
