"""Drafts: written and rewritten freely until they are sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Organisation
from onboarding.organisations import access
from onboarding.organisations.agreements import standing, terms
from onboarding.organisations.models import Agreement, Invitation
from onboarding.organisations.scope import REGISTRY, Scope
from onboarding.organisations.states import SIGNED, State
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an agreement shall say; `until` is the first day on which it does not hold."""

    scope: Scope
    terms: Mapping[str, str]
    since: date
    until: date | None = None
    is_additional: bool = False


def drafts(organisation: Organisation) -> Agreement | None:
    """The draft that waits to be sent, if there is one."""
    return Agreement.objects.filter(organisation=organisation, sent_at=None).first()


@whole
def draft(organisation_id: int, wanted: Wanted, *, by: Actor, at: datetime) -> Agreement:
    """A draft as wanted: the one that waits is rewritten.

    Raises:
        BadInput: dates or terms that cannot be.
        RefusedMove: another one waits for signatures, or there is nothing to add to.
        NotAllowed, NoOrganisation
    """
    organisation = access.one(organisation_id, by)
    if not access.speaks_for_city(by):
        raise NotAllowed("Соглашение готовит администратор города.")
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    main = _main(organisation, wanted, at)
    _check_dates(wanted, main)
    known = drafts(organisation)
    agreement = known or Agreement(organisation=organisation, created_at=at)
    agreement.main = main
    agreement.scope = wanted.scope.kept()
    agreement.terms = terms.checked(wanted.terms, wanted.scope.services, at=at)
    agreement.since = wanted.since
    agreement.until = main.until if main else wanted.until
    agreement.by_name = by.name
    agreement.save()
    return agreement


def begun(organisation: Organisation, *, at: datetime, is_additional: bool = False) -> Wanted:
    """What a new draft begins with: the invitation's scope, today, no end; or what holds now."""
    day = today(at)
    known = drafts(organisation)
    if known is not None and (known.main_id is not None) == is_additional:
        return Wanted(
            scope=Scope.read(known.scope),
            terms=known.terms,
            since=known.since,
            until=known.until,
            is_additional=is_additional,
        )
    invitation = Invitation.objects.filter(organisation=organisation).first()
    scope = Scope.read(invitation.scope) if invitation else Scope()
    last = standing.latest(organisation, day)
    if last is not None:
        scope = Scope.read(last.scope)
    if not scope.services:
        scope = Scope(tuple(organisation.services), REGISTRY)
    return Wanted(scope=scope, terms=organisation.terms, since=day, is_additional=is_additional)


def _main(organisation: Organisation, wanted: Wanted, at: datetime) -> Agreement | None:
    """The agreement that an additional one changes; None for a main one.

    Raises:
        RefusedMove
    """
    day = today(at)
    for agreement in standing.agreements_of(organisation):
        if standing.state_of(agreement, day) in (State.SENT, State.SIGNED_BY_ONE):
            raise RefusedMove(
                f"{agreement_name(agreement)} ещё на подписи. Дождитесь подписей или отзовите его."
            )
    if not wanted.is_additional:
        return None
    ruling = standing.ruling(standing.agreements_of(organisation), day)
    if ruling is None or standing.state_of(ruling, day) not in SIGNED:
        raise RefusedMove("Дополнять нечего: действующего соглашения нет. Составьте новое.")
    return ruling


def _check_dates(wanted: Wanted, main: Agreement | None) -> None:
    if wanted.until is not None and wanted.until <= wanted.since:
        raise BadInput({"until": "Соглашение заканчивается раньше, чем начинается."})
    if main is not None and wanted.since < main.since:
        raise BadInput(
            {"since": f"Раньше самого соглашения: оно действует с {main.since:%d.%m.%Y}."}
        )
    if main is not None and main.until is not None and wanted.since >= main.until:
        raise BadInput({"since": "К этому дню соглашение уже закончится. Укажите день раньше."})


def agreement_name(agreement: Agreement) -> str:
    """«Соглашение № 84-2026», «Дополнительное соглашение № 1 к соглашению № 84-2026»."""
    if agreement.main_id is None:
        return f"Соглашение № {agreement.number}" if agreement.number else "Черновик соглашения"
    main = agreement.main.number if agreement.main else ""
    number = f" № {agreement.serial}" if agreement.serial else ""
    return f"Дополнительное соглашение{number} к соглашению № {main}"
