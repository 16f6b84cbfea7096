"""Who could not be reached by telephone answers by a link: the invitation to say the last word."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from appeals.actions.verdicts import TOPIC
from appeals.models import Appeal, Policy
from appeals.notifications import pages, post
from appeals.notifications.post import Person
from appeals.workflow import Status
from tenants.fanout.topics import handles


@handles(TOPIC)
def invite(payloads: list[dict[str, Any]]) -> None:
    """Send the link, once for each time the work was called done and nobody answered the calls."""
    for payload in payloads:
        with transaction.atomic():
            appeal = (
                Appeal.objects.filter(
                    pk=payload["appeal"],
                    status=Status.RESOLVED,
                    vote_since__isnull=False,
                    applicant__isnull=False,
                )
                .select_related("applicant")
                .first()
            )
            if appeal is not None:
                _send(appeal, payload["round"])


def _send(appeal: Appeal, turn: int) -> None:
    who = appeal.applicant
    with translation.override(who.language):
        said = _(
            "Здравствуйте! Исполнитель сообщил, что работа сделана, а дозвониться до вас не удалось. "
            "Скажите по ссылке, решена ли проблема. Ждём ответа, дней: {days}. "
            "Потом обращение закроется с пометкой «не подтверждено»."
        )
        post.send(
            to=Person.of(who),
            event="result",
            key=f"appeal:{appeal.pk}:vote:{turn}",
            subject=_("Обращение {number}: мы вам звонили").format(number=appeal.number),
            text=said.format(days=Policy.of_city().vote_days),
            link=pages.of_applicant(appeal),
            at=timezone.now(),
            appeal=appeal.pk,
        )
