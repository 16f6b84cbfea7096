"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenants.accounts.models import User


def home(request: HttpRequest) -> HttpResponse:
    """Residents to the portal, staff to their work, operators to the console."""
    user = request.user
    if isinstance(user, User) and user.role not in (User.RESIDENT, "operator"):
        return redirect("/desk/")
    return redirect("/")
