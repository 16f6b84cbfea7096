"""What people are told of their training, and clearance that follows a change of work."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.actions.people import MOVED
from appeals.models import Member
from appeals.notifications import post
from appeals.notifications.post import Person
from onboarding.organisations.training import clearance, learners, reminding, standing
from onboarding.organisations.training.standing import Standing
from tenants.accounts import links
from tenants.accounts.models import User
from tenants.fanout.topics import handles


@handles(reminding.TOPIC)
def remind(payloads: list[dict[str, Any]]) -> None:
    """The letter somebody asked for; who passed in the meantime gets none."""
    for payload, now in _waiting(payloads):
        _tell(
            now,
            key=f"training:{now.learner.user_id}:{payload['day']}",
            subject="Напоминание: пройдите курс «Отклика»",
            text=f"Курс «{now.course.title}»: {now.words}. Уроки и проверка открыты, можно с телефона. "
            "Сделанное сохраняется, начинать сначала не нужно.",
        )


@handles(clearance.GRACE)
def tell_of_grace(payloads: list[dict[str, Any]]) -> None:
    """Until when one may work before the course is passed."""
    for payload, now in _waiting(payloads):
        if now.until is None or now.course.version != payload["version"]:
            continue
        news = now.course.news.get(now.course.version, "")
        _tell(
            now,
            key=f"training:{now.learner.user_id}:{now.course.code}:{now.course.version}",
            subject=f"Пройдите курс до {timezone.localtime(now.until):%d.%m.%Y}",
            text=" ".join(
                part
                for part in (
                    f"Курс «{now.course.title}»: {now.words}.",
                    news,
                    "До этого дня вы работаете как обычно, потом обращения откроются после проверки.",
                )
                if part
            ),
        )


@handles(MOVED)
def settle_moved(payloads: list[dict[str, Any]]) -> None:
    """Who has passed the course of their new place is let in again."""
    with transaction.atomic():
        members = Member.objects.filter(pk__in=[payload["member"] for payload in payloads])
        users = User.objects.filter(pk__in=members.values("user_id"))
        people = [learner for user in users if (learner := learners.of(user)) is not None]
        clearance.settle(standing.of_people(people), at=timezone.now())


def _waiting(payloads: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Standing]]:
    """Each payload with how far its person is now, where the course is still before them."""
    with transaction.atomic():
        users = User.objects.in_bulk([payload["user"] for payload in payloads])
        found = []
        for payload in payloads:
            user = users.get(payload["user"])
            now = standing.of(user) if user is not None else None
            if now is not None and not now.has_passed:
                found.append((payload, now))
        return found


def _tell(now: Standing, *, key: str, subject: str, text: str) -> None:
    post.send(
        to=Person(now.learner.user_id),
        event="work",
        key=key,
        subject=subject,
        text=text,
        link=links.absolute("/desk/training/"),
        at=timezone.now(),
    )
