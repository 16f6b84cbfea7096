"""What every page of the house book shares: its tabs inside the settings."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from appeals.desk import sections
from appeals.desk.entry import show
from appeals.desk.settings.entry import CHAPTERS
from tenants.accounts.actor import Actor

CHAPTER = "houses"


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the house book: its name in code, its word, its address."""

    name: str
    title: str
    route: str


TABS = (
    Tab("book", "Книга домов", "imports:book"),
    Tab("houses", "Загрузка домов", "imports:houses"),
    Tab("matrix", "Загрузка матрицы", "imports:matrix"),
    Tab("journal", "Журнал загрузок", "imports:journal"),
)


def page(
    request: HttpRequest,
    actor: Actor,
    tab: str,
    context: dict[str, Any],
    *,
    template: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of the house book with its tabs."""
    facts = {"chapters": CHAPTERS, "chapter": CHAPTER, "tabs": TABS, "tab": tab} | context
    name = f"imports/{template or tab}.html"
    return show(request, actor, name, facts, section=sections.SETTINGS, status=status)


def today() -> date:
    """The day in the city."""
    return timezone.localdate()
