"""Letters of live work: begun, suspended, going on, ended; both sides read the same."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.notifications import post
from appeals.notifications.post import News, Person
from onboarding.organisations import readers
from onboarding.organisations.launching import TOPIC
from onboarding.organisations.models import Step
from tenants.accounts import links
from tenants.fanout.topics import handles

_SUBJECTS = {
    "started": "{who}: работа началась",
    "started_early": "{who}: работа началась раньше выполнения условий",
    "suspended": "{who}: работа приостановлена",
    "resumed": "{who}: работа возобновлена",
    "ended": "{who}: подключение завершено",
}
_TEXTS = {
    "started": "Обращения жителей приходят организации с этой минуты, сроки настоящие. Учебные "
    "обращения убраны из очереди, их итоги остались на странице подключения.",
    "started_early": "Обращения жителей приходят организации с этой минуты, сроки настоящие. "
    "Причина: {reason}",
    "suspended": "Новые обращения приходить перестали, открытые переданы диспетчерам города. "
    "Причина: {reason}",
    "resumed": "Обращения жителей снова приходят организации.",
    "ended": "Организация больше не работает в системе. Причина: {reason}",
}


@handles(TOPIC)
def tell(payloads: list[dict[str, Any]]) -> None:
    """Write to the heads and to the city's curators; a message's key keeps it to once."""
    with transaction.atomic():
        steps = Step.objects.select_related("organisation").in_bulk(
            [payload["step"] for payload in payloads]
        )
        for step in steps.values():
            post.send_all(_news(step), event="work", at=timezone.now())


def _news(step: Step) -> list[News]:
    organisation = step.organisation
    told = {"who": organisation, "reason": step.details.get("reason", "")}
    return [
        News(
            Person(user_id),
            key=f"organisation:{organisation.pk}:{step.pk}:{user_id}",
            subject=_SUBJECTS[step.what].format(**told),
            text=_TEXTS[step.what].format(**told),
            link=links.absolute(f"/desk/connecting/{organisation.pk}/"),
        )
        for user_id in sorted({*readers.heads(organisation), *readers.curators()})
    ]
