"""Where a person lands after signing in, and their own account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.accounts.actor import Role
from tenants.accounts.forms.changes import ProfileForm
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
    return render(request, "account/profile.html", {"form": form, "place": _place(user)})


def _place(user: User) -> str:
    return _PLACES.get(Role(user.role), "/")
