"""The course of events on an organisation's page: who did what, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appeals.models import Organisation
from onboarding.organisations.models import Step
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Words:
    """How an event is shown: a sentence with places for its details, a shape, a tone."""

    sentence: str
    icon: str = "note"
    tone: str = ""


# Every area writes its own lines here.
WORDS: Mapping[str, Words] = {
    "invited": Words("Приглашение города отправлено"),
    "invited_again": Words("Приглашение отправлено ещё раз"),
    "invitation_withdrawn": Words("Приглашение отозвано", "no"),
    "joined": Words("Приглашение принято", "done", "done"),
    "details": Words("Сведения изменены"),
    "details_unchecked": Words(
        "Организация изменила {changed}: городу нужно проверить сведения снова", "warn", "breach"
    ),
    "details_checked": Words("Сведения проверены", "done", "done"),
    "agreement_sent": Words("Соглашение № {number} отправлено на подпись", "file"),
    "additional_sent": Words("{number} отправлено на подпись", "file"),
    "signed_city": Words("{number}: подписано городом", "lock"),
    "signed_organisation": Words("{number}: подписано организацией", "lock"),
    "agreement_in_force": Words("{number} действует с {since}", "done", "done"),
    "agreement_withdrawn": Words("{number} отозвано до подписания: {reason}", "no"),
    "agreement_terminated": Words("{number} прекращается с {since}: {reason}", "no", "breach"),
    "agreement_expiring": Words("{number} действует до {until}", "late", "breach"),
    "agreement_over": Words("{number} больше не действует", "late", "breach"),
    "work_taken_back": Words("Открытые обращения переданы диспетчерам: {count}", "back"),
    "practice_planned": Words("Учебные обращения по расписанию: {day} днём, {night} ночью"),
    "practice_purged": Words("Учебные обращения удалены: {count}", "no"),
    "trial_begun": Words("Начался тестовый режим", "play"),
    "phone_answers": Words("Дежурный телефон проверен: отвечает", "done", "done"),
    "phone_silent": Words("Дежурный телефон проверен: не отвечает", "no", "breach"),
    "started": Words("Организация начала работу", "done", "done"),
    "started_early": Words("Организация начала работу до выполнения условий: {reason}", "play"),
    "suspended": Words("Работа приостановлена: {reason}", "held", "breach"),
    "resumed": Words("Работа возобновлена", "play", "done"),
    "ended": Words("Подключение завершено: {reason}", "no", "breach"),
    "stage": Words("Этап: {to}", "done", "done"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An event ready to be shown."""

    at: datetime
    words: str
    by_name: str
    icon: str
    tone: str


def note(organisation: Organisation, what: str, *, by: Actor, at: datetime, **details: Any) -> Step:
    """Write down what happened. `what` is a code of WORDS, `details` fill its places."""
    if what not in WORDS:
        raise KeyError(what)
    return Step.objects.create(
        organisation=organisation, what=what, at=at, by_name=by.name, details=details
    )


def course(organisation: Organisation, *, most: int = 50) -> list[Line]:
    """The latest events, newest first (index step_of)."""
    return [_line(step) for step in Step.objects.filter(organisation=organisation)[:most]]


def _line(step: Step) -> Line:
    words = WORDS.get(step.what, Words(step.what))
    return Line(
        step.at,
        words.sentence.format_map(_Told(step.details)),
        step.by_name,
        words.icon,
        words.tone,
    )


class _Told(dict[str, Any]):
    """Details of an event; what an older edition did not write down is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"
