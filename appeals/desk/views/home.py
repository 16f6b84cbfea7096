"""/desk/: everybody to the screen they work on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from appeals.desk import sections
from appeals.desk.entry import staff
from tenants.accounts.actor import Actor


@require_safe
@staff()
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first screen of this person's part."""
    return redirect(sections.of(actor)[0].route)
