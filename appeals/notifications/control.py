"""What control tells people: the controller by name, the arbiter, whoever asked for a later date,
the applicant of a whole about its parts, and applicants whose appeals were joined to another.

What staff wrote to each other leaves the city's walls masked: somebody's phone may stand in it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from appeals import workflow
from appeals.access import is_arbiter_user
from appeals.actions.return_to_desk import TOPIC as CONTROL
from appeals.actions.returns import REMINDS
from appeals.masking import masked
from appeals.models import Appeal, Policy, Postponement
from appeals.notifications import letters, pages, post
from appeals.notifications.letters import STEPS, Step
from appeals.notifications.post import Person
from appeals.outbox import TOPIC
from tenants.accounts.actor import Role
from tenants.accounts.models import User
from tenants.fanout.topics import handles

# What becomes of the first appeal is told to everybody whose appeal was joined to it.
_SHARED = frozenset({"accept", "postpone", "resolve", "gather", "reopen", "reject", "lapse"})
# A part has no applicant of its own: these of its steps concern that of the whole.
_OF_PARTS = frozenset({"ask", "postpone"})


@handles(CONTROL)
def tell_staff(payloads: list[dict[str, Any]]) -> None:
    """Tell those by name who must now decide or answer for something."""
    for payload in payloads:
        for name, tell in _STAFF.items():
            if name in payload:
                with transaction.atomic():
                    tell(payload)


@handles(REMINDS)
def remind_of_question(payloads: list[dict[str, Any]]) -> None:
    """A day before the question lapses its reader is reminded, once."""
    for payload in payloads:
        with transaction.atomic():
            appeal = _appeal(payload["appeal"])
            whole = (appeal.parent or appeal) if appeal else None
            if appeal is None or whole is None or appeal.question_until is None:
                continue
            until = localtime(appeal.question_until)
            _tell_applicant(
                whole,
                event="question",
                key=f"appeal:{whole.pk}:remind:{appeal.pk}:{until:%Y%m%d%H%M}",
                words=partial(_reminder, whole, until),
            )


@handles(TOPIC)
def tell_others(payloads: list[dict[str, Any]]) -> None:
    """Tell those who wait for another appeal than their own: joined to it, or being its whole."""
    wanted = [payload for payload in payloads if payload["kind"] in _SHARED | _OF_PARTS]
    if not wanted:
        return
    with transaction.atomic():
        found = Appeal.objects.select_related("organisation", "parent").in_bulk(
            [payload["appeal"] for payload in wanted]
        )
        for payload in wanted:
            appeal = found.get(payload["appeal"])
            if appeal is None:
                continue
            step = STEPS[payload["kind"]]
            for other in _others(appeal, payload["kind"]):
                _tell_applicant(
                    other,
                    event=step.event,
                    key=f"appeal:{other.pk}:{payload['event']}",
                    words=partial(_step_of_other, other, appeal, step),
                )
                if other.joined_count and payload["kind"] in _SHARED:
                    for who in other.joined.all():
                        letters.tell_follower(who, other, step, payload["event"], _now())


def _others(appeal: Appeal, kind: str) -> Iterable[Appeal]:
    if appeal.parent is not None:
        return [appeal.parent] if kind in _OF_PARTS else []
    return appeal.duplicates.all() if kind in _SHARED else []


def _controller(payload: dict[str, Any]) -> None:
    appeal = _appeal(payload["reopened"])
    if appeal is None or payload["controller"] is None:
        return
    _tell_staff(
        Person(user_id=payload["controller"]),
        appeal,
        key=f"appeal:{appeal.pk}:controller:{appeal.reopened_count}",
        subject=f"{appeal.number}: вы контролёр",
        text=f"Заявитель не доволен, обращение снова в работе, уровень контроля {appeal.control_level}. "
        f"Исполнитель: {appeal.organisation or 'диспетчерская'}.",
    )


def _arbiter(payload: dict[str, Any]) -> None:
    appeal = _appeal(payload["arbiter"])
    if appeal is None:
        return
    policy = Policy.of_city()
    for user in _staff(lambda user: is_arbiter_user(user, policy)):
        _tell_staff(
            Person(user_id=user.pk),
            appeal,
            key=f"appeal:{appeal.pk}:arbiter:{user.pk}",
            subject=f"{appeal.number}: решаете вы",
            text=f"Исполнители возвращали обращение, раз: {appeal.returned_count}. "
            "Назначьте того, кто будет решать: его уже не вернут.",
        )


def _asked(payload: dict[str, Any]) -> None:
    appeal = _appeal(payload["postpone_asked"])
    asked = Postponement.objects.filter(appeal=appeal, is_approved=None).first() if appeal else None
    if appeal is None or asked is None:
        return
    until = date_format(localtime(asked.until), "j E")
    for user in _staff(lambda user: user.role == Role.CONTROLLER):
        _tell_staff(
            Person(user_id=user.pk),
            appeal,
            key=f"appeal:{appeal.pk}:asked:{asked.pk}:{user.pk}",
            subject=f"{appeal.number}: просят перенести срок до {until}",
            text=f"Причина: {masked(asked.reason)}",
        )


def _decided(payload: dict[str, Any]) -> None:
    asked = Postponement.objects.select_related("appeal").filter(pk=payload["postpone_decided"])
    for each in asked:
        if each.asked_by_id is None:
            continue
        decision = "срок перенесён" if each.is_approved else "в переносе отказано"
        _tell_staff(
            Person(user_id=each.asked_by_id),
            each.appeal,
            key=f"appeal:{each.appeal_id}:decided:{each.pk}",
            subject=f"{each.appeal.number}: {decision}",
            text=masked(each.words) or "Решил контролёр города.",
        )


_STAFF: dict[str, Callable[[dict[str, Any]], None]] = {
    "reopened": _controller,
    "arbiter": _arbiter,
    "postpone_asked": _asked,
    "postpone_decided": _decided,
}


def _staff(chosen: Callable[[User], bool]) -> list[User]:
    desk = User.objects.filter(role__in=sorted(workflow.DESK), is_active=True)
    return [user for user in desk.order_by("id") if chosen(user)]


def _appeal(pk: int) -> Appeal | None:
    return Appeal.objects.filter(pk=pk).select_related("organisation", "parent").first()


def _tell_staff(to: Person, appeal: Appeal, *, key: str, subject: str, text: str) -> None:
    link = pages.of_staff(appeal)
    post.send(to=to, event="work", key=key, subject=subject, text=text, link=link, at=_now())


def _tell_applicant(
    appeal: Appeal, *, event: str, key: str, words: Callable[[], tuple[str, str]]
) -> None:
    """`words`: the subject and the text, said in the applicant's language."""
    who = getattr(appeal, "applicant", None)
    if who is None:
        return
    with translation.override(who.language):
        subject, text = words()
        post.send(
            to=Person.of(who),
            event=event,
            key=key,
            subject=subject,
            text=text,
            link=pages.of_applicant(appeal),
            at=_now(),
            appeal=appeal.pk,
        )


def _reminder(appeal: Appeal, until: datetime) -> tuple[str, str]:
    said = _(
        "Здравствуйте! Ответьте на вопрос до {moment}: потом работа продолжится без вашего ответа."
    )
    return (
        _("Обращение {number}: ждём вашего ответа").format(number=appeal.number),
        said.format(moment=date_format(until, "j E, H:i")),
    )


def _step_of_other(mine: Appeal, other: Appeal, step: Step) -> tuple[str, str]:
    return str(step.subject).format(number=mine.number), letters.text(other, step)


def _now() -> datetime:
    return timezone.now()
