"""Where a person lands after signing in, and their own account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.accounts import outside, support
from tenants.accounts.actor import Role
from tenants.accounts.forms.changes import ProfileForm
from tenants.accounts.identity import Level, code_holds_till, code_of
from tenants.accounts.models import User

# Everybody else begins on the site's first page: the portal, or the console.
_PLACES = {
    Role.DISPATCHER: "/desk/",
    Role.CONTROLLER: "/desk/",
    Role.ADMINISTRATOR: "/desk/",
    Role.ORGANISATION: "/desk/",
}


def home(request: HttpRequest) -> HttpResponse:
    """Residents to the portal, staff to their work, operators to the console."""
    return redirect(_place(request.user) if isinstance(request.user, User) else "/")


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name and phone, and the way to everything that opens the account."""
    user = cast(User, request.user)
    form = ProfileForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Сохранено."))
        return redirect("account_profile")
    context = {"form": form, "place": _place(user), "identity": _identity(user)}
    return render(request, "account/profile.html", context)


def _identity(user: User) -> dict[str, object] | None:
    """A resident's level, and the code to show while nobody of the city has seen them."""
    if not user.is_resident:
        return None
    now = timezone.now()
    shows_code = user.identity_level < Level.IN_PERSON
    return {
        "level": user.get_identity_level_display(),
        "code": code_of(user, now) if shows_code else "",
        "till": code_holds_till(now),
        "provider": outside.title() if user.identity_level < Level.PROVIDER else "",
        "provider_link": outside.connect_link(),
    }


def _place(user: User) -> str:
    return "/desk/" if user.role == support.ROLE else _PLACES.get(Role(user.role), "/")
