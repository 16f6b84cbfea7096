"""An agreement as its page and the organisation's page show it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onboarding.organisations import states
from onboarding.organisations.agreements import standing, terms
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.models import Agreement, Signature
from onboarding.organisations.scope import Scope
from onboarding.organisations.states import State
from onboarding.organisations.today import today

_TONES = {
    State.IN_FORCE: ("closed", "done"),
    State.EXPIRING: ("late", "wait"),
    State.AGREED: ("closed", ""),
    State.EXPIRED: ("late", "breach"),
    State.TERMINATED: ("no", "breach"),
    State.WITHDRAWN: ("no", ""),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Its name, state and signatures in words."""

    agreement: Agreement
    name: str
    state: State
    scope: Scope
    city: Signature | None
    organisation: Signature | None
    last_day: date | None

    @property
    def state_words(self) -> str:
        """«действует», «скоро закончится»."""
        return states.WORDS[self.state]

    @property
    def icon(self) -> str:
        """The shape of its state."""
        return _TONES.get(self.state, ("accepted", ""))[0]

    @property
    def tone(self) -> str:
        """The tone of its state."""
        return _TONES.get(self.state, ("accepted", ""))[1]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to sign."""
        return self.state in (State.SENT, State.SIGNED_BY_ONE)

    @property
    def is_draft(self) -> bool:
        """Whether nobody but the city sees it yet."""
        return self.state == State.DRAFT

    @property
    def holds_or_will(self) -> bool:
        """Whether it can be changed by an additional one, or terminated."""
        return self.state in states.SIGNED


def shown(agreement: Agreement, *, at: datetime) -> Shown:
    """An agreement with its signatures read."""
    last = states.ends_on(standing.facts_of(agreement))
    return Shown(
        agreement,
        agreement_name(agreement),
        standing.state_of(agreement, today(at)),
        Scope.read(agreement.scope),
        standing.signature_of(agreement, Signature.CITY),
        standing.signature_of(agreement, Signature.ORGANISATION),
        last - timedelta(days=1) if last else None,
    )


def term_lines(agreement: Agreement, *, at: datetime) -> list[tuple[str, str]]:
    """The clocks with their terms in words."""
    return terms.lines(agreement.terms, agreement.scope.get("services", ()), at=at)
