"""What administrators changed, and the list of all pages of the settings."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from appeals import digits
from appeals.desk.settings.entry import administrators, page
from appeals.models import SettingChange
from tenants.accounts.actor import Actor

_LINES = 50


@require_safe
@administrators
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every page with a sentence of what it is for."""
    return page(request, actor, "", {}, template="index")


@require_safe
@administrators
def changes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The last changes, newest first; `?before=` goes further back."""
    rows = SettingChange.objects.all()
    if (before := digits.key(request.GET.get("before", ""))) is not None:
        rows = rows.filter(pk__lt=before)
    lines = list(rows[: _LINES + 1])
    older = lines[_LINES - 1].pk if len(lines) > _LINES else None
    return page(request, actor, "changes", {"lines": lines[:_LINES], "older": older})
