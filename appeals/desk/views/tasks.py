"""A crew's phone: what to do now, what comes next, what is done today."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk import day, sections, standing_at
from appeals.desk.entry import show, staff
from appeals.desk.forms.crew import HINDRANCES
from tenants.accounts.actor import Actor

THEMES = ("night", "day", "auto")
THEME_COOKIE = "crew_theme"


@dataclass(frozen=True, slots=True)
class Refused:
    """A deed that was not done: at which task, which, why, and the words that are kept."""

    appeal_id: int
    number: str
    kind: str
    sentence: str
    text: str = ""
    cause: str = ""


@require_safe
@staff(sections.TASKS)
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tasks with their forms, in the order to drive."""
    return screen(request, actor)


def screen(
    request: HttpRequest, actor: Actor, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The day, and at its task the deed that was just refused."""
    now = timezone.now()
    theme = request.COOKIES.get(THEME_COOKIE, "")
    today = day.read(actor, now, start=standing_at.known(request, now))
    context = {
        "day": today,
        "hindrances": HINDRANCES,
        "refused": refused,
        # Its task is no longer there to stand beside.
        "is_gone": refused is not None
        and not any(task.step and task.appeal.pk == refused.appeal_id for task in today.tasks),
        "theme": theme if theme in THEMES else THEMES[0],
    }
    return show(request, actor, "tasks.html", context, section=sections.TASKS, status=status)
