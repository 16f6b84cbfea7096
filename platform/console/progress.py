"""How far an order has come, ready for a page."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.management.commands.steward import ATTEMPTS
from tenants.models import ProvisioningJob
from tenants.provisioning.steps import steps_of

WORDS = {
    "reserve": gettext_lazy("Запись города и цвета"),
    "build": gettext_lazy("Роль базы, схема и таблицы"),
    "verify": gettext_lazy("Сверка с образцом"),
    "domain": gettext_lazy("Адрес сайта"),
    "catalogue": gettext_lazy("Темы, сроки, отрасли и причины"),
    "replies": gettext_lazy("Шаблоны ответов"),
    "invitation": gettext_lazy("Приглашение администратору"),
    "subscription": gettext_lazy("Тариф и пробный период"),
    "probe": gettext_lazy("Проверка: страницы города открываются"),
    "route": gettext_lazy("Адрес отвечает"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done, now, fail or ahead."""

    number: int
    word: str
    state: str
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """An order's steps and what stopped it."""

    steps: tuple[Step, ...]
    is_finished: bool
    has_stopped: bool
    failure: str
    took: timedelta | None
    worked_ms: int

    @property
    def done(self) -> int:
        """How many steps are behind."""
        return sum(step.state == "done" for step in self.steps)

    @property
    def current(self) -> Step | None:
        """The step that is being done or did not pass."""
        return next((step for step in self.steps if step.state in ("now", "fail")), None)


def of(job: ProvisioningJob) -> Progress:
    """The order as a page shows it."""
    finished = job.finished_at is not None
    steps = []
    begun = False
    for number, name in enumerate(steps_of(job.kind), start=1):
        state = "done" if name in job.done or finished else "ahead"
        if state == "ahead" and not begun:
            state, begun = ("fail" if job.failure else "now"), True
        steps.append(Step(number, str(WORDS.get(name, name)), state, job.took.get(name)))
    return Progress(
        steps=tuple(steps),
        is_finished=finished,
        has_stopped=not finished and job.attempts >= ATTEMPTS,
        failure=_cause(job.failure),
        took=job.finished_at - job.ordered_at if job.finished_at else None,
        worked_ms=sum(job.took.values()),
    )


def _cause(failure: str) -> str:
    """The failure's kind for whoever reads the server's log; empty when nothing failed."""
    if not failure:
        return ""
    return _("Причина записана в журнале сервера: %(kind)s.") % {
        "kind": failure.partition(": ")[2] or failure
    }
