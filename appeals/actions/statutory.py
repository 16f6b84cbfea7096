"""The second regime beside the work: an appeal's case before 59-ФЗ, its clocks, its letters."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.utils.translation import gettext as _

from appeals import deadlines, regimes, terms, workflow
from appeals.access import handles_statutory
from appeals.actions import clocks, journal
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Appeal, OfficialLetter, Policy, StatutoryCase
from appeals.regimes import Barrier
from tenants.accounts.actor import SYSTEM, Actor
from tenants.accounts.models import User

if TYPE_CHECKING:
    from appeals.actions.register import Filing

_TERMS = {
    StatutoryCase.REGISTER: "statutory_register",
    StatutoryCase.FORWARD: "statutory_forward",
    StatutoryCase.CONSIDER: "statutory_consider",
}


def checked(filing: "Filing", *, by: Actor) -> "Filing":
    """The filing in the name that the city knows the applicant by.

    Raises:
        BadInput: not this applicant's to file so, no name in full, no address for the answer.
    """
    user = User.objects.filter(pk=by.user_id, is_active=True).first() if by.user_id else None
    level = user.identity_level if user is not None else None
    required = Policy.of_city().statutory_level
    barrier = regimes.barrier(level=level, required=required, channel=by.channel)
    if barrier is not None:
        raise BadInput({"regime": refusal(barrier)})
    name = (user.full_name if user is not None else "") or " ".join(filing.name.split())
    address = filing.answer_address.strip() or (user.email or "" if user is not None else "")
    return replace(filing, name=name, answer_address=told(name, address))


def refusal(barrier: Barrier) -> str:
    """Why a statutory appeal is not taken, and what to do: one sentence for each barrier."""
    as_message = _("Или отправьте это обычным сообщением: его примут сразу.")
    steps = {
        Barrier.CHANNEL: _(
            "Обращение по 59-ФЗ принимают на портале города от жителя, вошедшего в учётную запись."
        ),
        Barrier.STRANGER: _(
            "Обращение по 59-ФЗ принимают от жителя, чья личность подтверждена: войдите в учётную "
            "запись."
        ),
        Barrier.CONTACT: _(
            "Для обращения по 59-ФЗ подтвердите почту: войдите по коду из письма ещё раз."
        ),
        Barrier.IN_PERSON: _(
            "Для обращения по 59-ФЗ один раз подтвердите личность: покажите документ и код из "
            "учётной записи сотруднику города."
        ),
        Barrier.PROVIDER: _(
            "Для обращения по 59-ФЗ подтвердите личность через внешнюю систему входа: ссылка в "
            "учётной записи."
        ),
    }
    return f"{steps[barrier]} {as_message}"


def told(name: str, address: str) -> str:
    """The address for the answer in its one spelling, where both it and the name are as the law asks.

    Raises:
        BadInput: a sentence for each that is not (59-ФЗ art. 7).
    """
    wrong: dict[str, str] = {}
    address = " ".join(address.split())
    if not regimes.is_full_name(name):
        wrong["full_name"] = _(
            "Напишите фамилию, имя и отчество, если есть: без них обращение по 59-ФЗ не принимают."
        )
    if regimes.is_electronic(address):
        try:
            validate_email(address)
        except ValidationError:
            wrong["answer_address"] = _("Проверьте адрес почты, например ivan@mail.ru.")
    elif not regimes.is_postal(address):
        wrong["answer_address"] = _(
            "Укажите, куда прислать ответ: электронную почту или почтовый адрес с индексом, улицей "
            "и домом."
        )
    if wrong:
        raise BadInput(wrong)
    return address


def begin(appeal: Appeal, *, at: datetime) -> StatutoryCase:
    """Open the case of an appeal that is statutory from now on; the city may number it at once."""
    calendar = clocks.calendar_of_city()
    law = deadlines.statutory_clocks(at, calendar=calendar)
    known = terms.in_force(at.astimezone(calendar.zone).date())
    case = StatutoryCase(
        appeal=appeal,
        received_at=at,
        register_by=law.register_by,
        forward_by=law.forward_by,
        consider_by=law.consider_by,
        terms={
            clock: {
                "span": known[key].span.words,
                "source": known[key].source,
                "mark": known[key].mark,
            }
            for clock, key in _TERMS.items()
        },
    )
    wind(case)
    case.save(force_insert=True)
    if Policy.of_city().registers_at_once:
        enter(appeal, case, by=SYSTEM, at=at)
    return case


def enter(appeal: Appeal, case: StatutoryCase, *, by: Actor, at: datetime) -> None:
    """Give the case the city's next number of the year; from now its consideration runs."""
    calendar = clocks.calendar_of_city()
    law = deadlines.statutory_clocks(case.received_at, calendar=calendar, registered=at)
    case.year = at.astimezone(calendar.zone).year
    case.serial = _next_number(case.year)
    case.registered_at = at
    case.registered_by_id, case.registered_by_name = by.user_id, by.name
    case.forward_by, case.consider_by = law.forward_by, law.consider_by
    wind(case)
    case.save()
    journal.note(appeal, "enter", by=by, case=case.number)


def _next_number(year: int) -> int:
    """The next number of the year, gap-free: the counter's row stays locked until the registration
    commits, and goes back with it when it does not.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO appeals_registrationcounter AS c (year, last) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = c.last + 1 RETURNING last",
            [year],
        )
        return int(cursor.fetchone()[0])


def wind(case: StatutoryCase) -> None:
    """Set the clock that runs now: registration, then consideration, then none."""
    case.clock = StatutoryCase.CONSIDER if case.is_registered else StatutoryCase.REGISTER
    due = case.consider_by if case.is_registered else case.register_by
    case.due_at = case.watch_at = None if case.ended_at else due


def end(appeal: Appeal, case: StatutoryCase, ending: str, *, at: datetime) -> None:
    """The law waits for nothing more; the appeal's row is the caller's to save."""
    case.ended_at, case.ending = at, ending
    wind(case)
    case.save()
    appeal.answer_owed = False


def locked(appeal_id: int, *, by: Actor, version: int | None) -> tuple[Appeal, StatutoryCase]:
    """A statutory appeal and its case, locked, for those who handle them.

    Raises:
        NotFound, Stale
        NotAllowed: it is not this person's to do.
        RefusedMove: it is an ordinary message, closed, or no longer before the law.
    """
    if not handles_statutory(by):
        raise NotAllowed(_("Обращения по 59-ФЗ ведёт диспетчерская города."))
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if appeal.regime != regimes.STATUTORY:
        raise RefusedMove(_("Это сообщение, а не обращение по 59-ФЗ."))
    if appeal.status in workflow.CLOSED:
        raise RefusedMove(_("Обращение уже закрыто."))
    return appeal, StatutoryCase.objects.get(appeal=appeal)


def refuse_unregistered(case: StatutoryCase) -> None:
    """What is written to the applicant names the registration number.

    Raises:
        RefusedMove: there is none yet.
    """
    if not case.is_registered:
        raise RefusedMove(_("Сначала зарегистрируйте обращение: в письме стоит его номер."))


def write(
    appeal: Appeal,
    kind: str,
    *,
    text: str,
    signed_by: str,
    position: str = "",
    by: Actor,
    at: datetime,
    **facts: Any,
) -> OfficialLetter:
    """Keep a letter to the applicant for good.

    Raises:
        BadInput: no text or nobody who signs it.
    """
    wrong: dict[str, str] = {}
    if not text.strip():
        wrong["text"] = _("Напишите текст: его получит заявитель.")
    if not signed_by.strip():
        wrong["signed_by"] = _("Укажите, кто подписывает: фамилию и инициалы.")
    if wrong:
        raise BadInput(wrong)
    return OfficialLetter.objects.create(
        appeal=appeal,
        kind=kind,
        text=text.strip(),
        signed_by=signed_by.strip(),
        position=position.strip(),
        sent_at=at,
        author_id=by.user_id,
        author_name=by.name,
        **facts,
    )


def touched(appeal: Appeal) -> Appeal:
    """Store the appeal as changed: whoever writes meanwhile is told."""
    appeal.version += 1
    appeal.save(update_fields=["version", "regime", "answer_owed"])
    return appeal
