"""A page of the city's own onboarding among its settings: for administrators."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from appeals.desk import sections
from appeals.desk.entry import show
from appeals.desk.settings.entry import CHAPTERS
from tenants.accounts.actor import Actor


def page(
    request: HttpRequest,
    actor: Actor,
    chapter: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The page `desk/launch/<chapter>.html` with the list of all settings beside it."""
    facts = {"chapters": CHAPTERS, "chapter": chapter} | context
    template = f"launch/{chapter}.html"
    return show(request, actor, template, facts, section=sections.SETTINGS, status=status)
