"""Official letters of 59-ФЗ leave for their applicants: the number, the answer, what was decided.

They go by e-mail whatever a person chose about news, for the law wants them sent; who asked for an
answer by post is told that it can be read by the link already.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from appeals import regimes
from appeals.models import Appeal, Event, OfficialLetter, StatutoryCase
from appeals.notifications import pages, post
from appeals.notifications.post import Person
from appeals.outbox import TOPIC
from tenants.fanout.topics import handles

KINDS = frozenset({"enter", "answer_in_writing", "extend", "forward", "regime"})


@handles(TOPIC)
def tell(payloads: list[dict[str, Any]]) -> None:
    """Send what each of these records says; a message's key keeps it to once."""
    wanted = {payload["event"] for payload in payloads if payload["kind"] in KINDS}
    if not wanted:
        return
    with transaction.atomic():
        events = Event.objects.filter(pk__in=wanted).select_related("appeal__applicant")
        for event in events.order_by("pk"):
            if hasattr(event.appeal, "applicant"):
                with translation.override(event.appeal.applicant.language):
                    _tell(event)


def _tell(event: Event) -> None:
    appeal, who = event.appeal, event.appeal.applicant
    case = StatutoryCase.objects.get(appeal=appeal)
    letter = OfficialLetter.objects.filter(pk=event.details.get("letter")).first()
    subject, text = _registered(case, appeal) if letter is None else _written(letter, case, appeal)
    by_mail = regimes.is_electronic(who.answer_address)
    if letter is not None and not by_mail:
        text = f"{text}\n\n" + _("Письмо на бумаге отправят по адресу, который вы указали.")
    mail = who.answer_address if by_mail else who.email
    # The address left with the appeal, even when its account is gone: the law wants an answer. A
    # letter does not fit into an SMS: it goes there only where there is no other way.
    to = Person(None, who.name, mail) if mail else Person(who.user_id, who.name, "", who.phone)
    post.send(
        to=to,
        event="official",
        key=f"appeal:{appeal.pk}:{event.pk}",
        subject=subject,
        text=text,
        link=pages.of_applicant(appeal),
        at=timezone.now(),
        appeal=appeal.pk,
    )


def _registered(case: StatutoryCase, appeal: Appeal) -> tuple[str, str]:
    subject = _("Обращение %(appeal)s зарегистрировано: № %(number)s") % {
        "appeal": appeal.number,
        "number": case.number,
    }
    text = _(
        "Здравствуйте! Это обращение по 59-ФЗ. Письменный ответ дадут не позже чем %(day)s."
    ) % {"day": date_format(case.last_day, "j E Y")}
    return subject, text


def _written(letter: OfficialLetter, case: StatutoryCase, appeal: Appeal) -> tuple[str, str]:
    """The letter as it stands, with its signature."""
    subject = f"{letter.title} № {case.number or appeal.number}"
    lines = [letter.text]
    if letter.addressee:
        lines.append(_("Переслано: %(who)s.") % {"who": letter.addressee})
    if letter.last_day is not None:
        last = date_format(letter.last_day, "j E Y")
        lines.append(_("Новый срок ответа: не позже чем %(day)s.") % {"day": last})
    lines.append(", ".join(part for part in (letter.position, letter.signed_by) if part))
    return subject, "\n\n".join(lines)
