"""What applicants are told of their appeal: one short text for each step, with the tracking link."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import regimes
from appeals.models import Appeal, Joined
from appeals.notifications import pages, post
from appeals.notifications.post import Person


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an appeal: the event people choose about, the subject, and what comes next.

    `for_others`: the subject to those who joined, where the applicant's asks for an answer.
    """

    event: str
    subject: str | Promise
    next: str | Promise
    for_others: str | Promise = ""


STEPS: Mapping[str, Step] = {
    "register": Step(
        "received",
        _("Обращение {number} принято"),
        _("Каждый шаг виден по ссылке: кто отвечает и до какого времени."),
    ),
    "accept": Step(
        "progress", _("Обращение {number}: принято в работу"), _("Исполнитель — {organisation}.")
    ),
    "dispatch_crew": Step(
        "progress", _("Обращение {number}: направлена бригада"), _("Исполнитель — {organisation}.")
    ),
    "resume": Step(
        "progress", _("Обращение {number}: работа продолжается"), _("Новый срок — по ссылке.")
    ),
    "postpone": Step(
        "progress", _("Обращение {number}: срок перенесён"), _("Причина и новый срок — по ссылке.")
    ),
    "split": Step(
        "progress",
        _("Обращение {number}: работают несколько исполнителей"),
        _("Кто за что отвечает — по ссылке."),
    ),
    "duplicate": Step(
        "progress",
        _("Обращение {number} объединено с другим о том же"),
        _("Работа идёт по первому обращению, ваша ссылка остаётся прежней."),
    ),
    "separate": Step(
        "progress",
        _("Обращение {number} рассматривается отдельно"),
        _("Его больше не считают повтором другого."),
    ),
    "reopen": Step(
        "progress",
        _("Обращение {number} возвращено в работу"),
        _("Срок стал короче, контроль строже."),
    ),
    "resolve": Step(
        "result",
        _("Обращение {number}: работа выполнена, проверьте"),
        _("Если проблема решена, подтвердите это по ссылке. Если нет, вернём в работу."),
        _("Обращение {number}: работа выполнена"),
    ),
    "gather": Step(
        "result",
        _("Обращение {number}: работа выполнена, проверьте"),
        _("Если проблема решена, подтвердите это по ссылке. Если нет, вернём в работу."),
        _("Обращение {number}: работа выполнена"),
    ),
    "lapse": Step(
        "result",
        _("Обращение {number} закрыто"),
        _("Подтверждения не было. Что сделано — по ссылке."),
    ),
    "ask": Step(
        "question",
        _("Обращение {number}: нужен ваш ответ"),
        _("Откройте ссылку, прочтите вопрос и ответьте."),
    ),
    "reject": Step(
        "result", _("Обращение {number} отклонено"), _("Основание и кто может помочь — по ссылке.")
    ),
}


# What those who joined hear; questions are for the applicant.
_FOR_FOLLOWERS = ("progress", "result")


def write(payloads: list[dict[str, Any]], *, at: datetime) -> None:
    """Tell the applicant of each of these records, and those who joined; who left a way to."""
    appeals = (
        Appeal.objects.filter(pk__in={payload["appeal"] for payload in payloads})
        .filter(Q(applicant__isnull=False) | Q(joined_count__gt=0))
        .select_related("applicant", "organisation")
        .in_bulk()
    )
    followers = _followers(appeals.values())
    for payload in payloads:
        if appeal := appeals.get(payload["appeal"]):
            step = STEPS[payload["kind"]]
            # Of a refusal under 59-ФЗ its official letter tells (notifications.official).
            has_letter = payload["kind"] == "reject" and appeal.regime == regimes.STATUTORY
            if hasattr(appeal, "applicant") and not has_letter:
                _tell(appeal, step, payload["event"], at)
            if step.event in _FOR_FOLLOWERS:
                for follower in followers[appeal.pk]:
                    tell_follower(follower, appeal, step, payload["event"], at)


def _tell(appeal: Appeal, step: Step, event: int, at: datetime) -> None:
    who = appeal.applicant
    with translation.override(who.language):
        post.send(
            to=Person.of(who),
            event=step.event,
            key=f"appeal:{appeal.pk}:{event}",
            subject=str(step.subject).format(number=appeal.number),
            text=text(appeal, step),
            link=pages.of_applicant(appeal),
            at=at,
            appeal=appeal.pk,
        )


def tell_follower(who: Joined, appeal: Appeal, step: Step, event: int, at: datetime) -> None:
    """Tell somebody who joined the appeal: by its public page, without the applicant's powers."""
    person = Person.of(who)
    with translation.override(who.language):
        said = gettext("Здравствуйте! Вы присоединились к этому обращению. Адрес: {place}.")
        post.send(
            to=person,
            event=step.event,
            key=f"appeal:{appeal.pk}:{event}:{post.digest_of(person)}",
            subject=str(step.for_others or step.subject).format(number=appeal.number),
            text=said.format(place=place(appeal)),
            link=pages.of_everybody(appeal),
            at=at,
            appeal=appeal.pk,
        )


def _followers(appeals: Iterable[Appeal]) -> dict[int, list[Joined]]:
    """Those who joined each, but the applicant again; asked for only where somebody did."""
    followed = {
        appeal.pk: getattr(appeal, "applicant", None) for appeal in appeals if appeal.joined_count
    }
    found: dict[int, list[Joined]] = defaultdict(list)
    for who in Joined.objects.filter(appeal__in=followed) if followed else ():
        first = followed[who.appeal_id]
        if first is None or not ({who.phone, who.email} & {first.phone, first.email} - {""}):
            found[who.appeal_id].append(who)
    return found


def place(appeal: Appeal) -> str:
    """Where it is, in the registry's words alone."""
    return appeal.address if appeal.house_id else gettext("как указано в обращении")


def text(appeal: Appeal, step: Step) -> str:
    """What is said of the step; never the applicant's words.

    Anybody may name anybody's address in an appeal, and a letter must not carry a stranger's text.
    """
    organisation = str(appeal.organisation or gettext("диспетчерская города"))
    greeting = gettext("Здравствуйте! Адрес: {place}.").format(place=place(appeal))
    return f"{greeting}\n\n{str(step.next).format(organisation=organisation)}"
