"""What applicants are told of their appeal: one short text for each step, with the tracking link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appeals.models import Appeal
from appeals.notifications import post
from appeals.notifications.post import Person
from tenants.accounts import links


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an appeal: the event people choose about, the subject, and what comes next."""

    event: str
    subject: str
    next: str


STEPS: Mapping[str, Step] = {
    "register": Step(
        "received",
        "Обращение {number} принято",
        "Каждый шаг виден по ссылке: кто отвечает и до какого времени.",
    ),
    "accept": Step(
        "progress", "Обращение {number}: принято в работу", "Исполнитель — {organisation}."
    ),
    "dispatch_crew": Step(
        "progress", "Обращение {number}: направлена бригада", "Исполнитель — {organisation}."
    ),
    "postpone": Step(
        "progress", "Обращение {number}: срок перенесён", "Причина и новый срок — по ссылке."
    ),
    "reopen": Step(
        "progress",
        "Обращение {number} возвращено в работу",
        "Срок стал короче, контроль строже.",
    ),
    "resolve": Step(
        "result",
        "Обращение {number}: работа выполнена, проверьте",
        "Если проблема решена, подтвердите это по ссылке. Если нет, вернём в работу.",
    ),
    "ask": Step(
        "question",
        "Обращение {number}: нужен ваш ответ",
        "Откройте ссылку, прочтите вопрос и ответьте.",
    ),
    "reject": Step(
        "result", "Обращение {number} отклонено", "Основание и кто может помочь — по ссылке."
    ),
}


def write(payloads: list[dict[str, Any]], *, at: datetime) -> None:
    """Tell the applicant of each of these records of the journal, if there is a way to."""
    appeals = (
        Appeal.objects.filter(
            pk__in={payload["appeal"] for payload in payloads}, applicant__isnull=False
        )
        .select_related("applicant", "organisation")
        .in_bulk()
    )
    for payload in payloads:
        if appeal := appeals.get(payload["appeal"]):
            _tell(appeal, STEPS[payload["kind"]], payload["event"], at)


def tracking_url(appeal: Appeal) -> str:
    """Where the applicant follows their appeal; the host is the city's own, never the browser's."""
    return links.absolute(f"/track/{appeal.tracking_code}/")


def _tell(appeal: Appeal, step: Step, event: int, at: datetime) -> None:
    who = appeal.applicant
    post.send(
        to=Person(who.user_id, who.name, who.email, who.phone),
        event=step.event,
        key=f"appeal:{appeal.pk}:{event}",
        subject=step.subject.format(number=appeal.number),
        text=text(appeal, step),
        link=tracking_url(appeal),
        at=at,
        appeal=appeal.pk,
    )


def text(appeal: Appeal, step: Step) -> str:
    """What is said of the step; never the applicant's words.

    Anybody may name anybody's address in an appeal, and a letter must not carry a stranger's text.
    """
    place = appeal.address if appeal.house_id else "как указано в обращении"
    organisation = str(appeal.organisation or "диспетчерская города")
    return f"Здравствуйте! Адрес: {place}.\n\n{step.next.format(organisation=organisation)}"
