"""The one door into the console: for operators, as the actor that every action takes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from appeals.access import actor_of
from tenants.accounts.actor import Role
from tenants.accounts.models import User

View = Callable[..., HttpResponseBase]


def for_operators(view: View) -> View:
    """Call the view with `by`, the operator; strangers sign in, others are refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        actor = actor_of(request.user)
        if actor.role is not Role.OPERATOR:
            raise PermissionDenied
        return view(request, *args, by=actor, **kwargs)

    return guarded
