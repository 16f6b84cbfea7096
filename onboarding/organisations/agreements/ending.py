"""The end of an agreement: withdrawn before both have signed, terminated afterwards."""

from datetime import date, datetime, timedelta

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Organisation
from onboarding.organisations import access, steps
from onboarding.organisations.agreements import standing
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.agreements.sending import one
from onboarding.organisations.agreements.upkeep import look_at
from onboarding.organisations.models import Agreement, Ending
from onboarding.organisations.states import SIGNED, State
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor

# An organisation that leaves warns the city so long before.
NOTICE = timedelta(days=30)
LONGEST = 2000


@whole
def terminate(agreement_id: int, *, since: date, reason: str, by: Actor, at: datetime) -> Agreement:
    """From that day the agreement does not hold; the city at once, an organisation in 30 days.

    Raises:
        BadInput: no reason, or a day that is past, or too near for an organisation.
        RefusedMove: it does not hold, or is an additional one.
        NotAllowed, NoAgreement
    """
    agreement = _locked(agreement_id, by)
    is_city = access.speaks_for_city(by)
    if not is_city and not access.speaks_for(by, agreement.organisation):
        raise NotAllowed("Прекращают соглашение администратор города и руководитель организации.")
    day = today(at)
    if agreement.main_id is not None:
        raise RefusedMove("Прекращают само соглашение: откройте его.")
    if standing.state_of(agreement, day) not in SIGNED:
        raise RefusedMove("Прекратить можно только действующее соглашение. Обновите страницу.")
    wrong: dict[str, str] = {}
    least = day if is_city else day + NOTICE
    if since < least:
        wrong["since"] = f"Укажите день не раньше {least:%d.%m.%Y}."
    if agreement.until is not None and since >= agreement.until:
        wrong["since"] = f"К этому дню соглашение уже закончится: {agreement.until:%d.%m.%Y}."
    if wrong:
        raise BadInput(wrong)
    # What has not begun ends on the day it would have begun.
    since = max(since, agreement.since)
    _end(agreement, Ending.TERMINATED, since=since, reason=reason, by=by, at=at)
    standing.keep(agreement.organisation, day=day)
    look_at(agreement.organisation, at=at)
    return agreement


@whole
def withdraw(agreement_id: int, *, reason: str, by: Actor, at: datetime) -> Agreement:
    """The document is not to be signed any more; its number stays used.

    Raises:
        BadInput: no reason.
        RefusedMove: both have signed, or it was never sent.
        NotAllowed, NoAgreement
    """
    agreement = _locked(agreement_id, by)
    if not access.speaks_for_city(by):
        raise NotAllowed("Отзывает документ администратор города.")
    if standing.state_of(agreement, today(at)) not in (State.SENT, State.SIGNED_BY_ONE):
        raise RefusedMove("Отозвать можно только документ на подписи. Обновите страницу.")
    _end(agreement, Ending.WITHDRAWN, since=agreement.since, reason=reason, by=by, at=at)
    return agreement


def _locked(agreement_id: int, by: Actor) -> Agreement:
    agreement = one(agreement_id, by)
    Organisation.objects.select_for_update().get(pk=agreement.organisation_id)
    return one(agreement_id, by)


def _end(
    agreement: Agreement, kind: str, *, since: date, reason: str, by: Actor, at: datetime
) -> None:
    said = reason.strip()
    if not said or len(said) > LONGEST or "\x00" in said:
        raise BadInput(
            {"reason": f"Напишите причину, до {LONGEST} знаков: она останется в истории."}
        )
    Ending.objects.create(
        agreement=agreement, kind=kind, since=since, reason=said, at=at, by_name=by.name
    )
    steps.note(
        agreement.organisation,
        f"agreement_{kind}",
        by=by,
        at=at,
        number=agreement_name(agreement),
        since=f"{since:%d.%m.%Y}",
        reason=said,
    )
