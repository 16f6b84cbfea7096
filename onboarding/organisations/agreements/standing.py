"""What an organisation's agreements make of it today; the only writer of its agreement's columns."""

from collections.abc import Iterable
from datetime import date

from appeals.models import Organisation
from onboarding.organisations.models import Agreement, Ending, Signature
from onboarding.organisations.states import Facts, State, ends_on, state


def agreements_of(organisation: Organisation) -> list[Agreement]:
    """All of them with signatures and endings, the latest first; three statements."""
    return list(
        Agreement.objects.filter(organisation=organisation)
        .select_related("ending", "main")
        .prefetch_related("signatures")
    )


def facts_of(agreement: Agreement) -> Facts:
    """What the state of an agreement depends on."""
    ending: Ending | None = getattr(agreement, "ending", None)
    return Facts(
        is_sent=agreement.sent_at is not None,
        signatures=len(agreement.signatures.all()),
        since=agreement.since,
        until=agreement.until,
        ends=ending.since if ending and ending.kind == Ending.TERMINATED else None,
        is_withdrawn=ending is not None and ending.kind == Ending.WITHDRAWN,
    )


def state_of(agreement: Agreement, day: date) -> State:
    """Where an agreement stands on that day."""
    return state(facts_of(agreement), day)


def signature_of(agreement: Agreement, side: str) -> Signature | None:
    """The signature of one side, if it has signed."""
    return next((one for one in agreement.signatures.all() if one.side == side), None)


def is_signed(agreement: Agreement) -> bool:
    """Whether both sides have signed and it was not withdrawn."""
    facts = facts_of(agreement)
    return facts.signatures == 2 and not facts.is_withdrawn


def ruling(agreements: Iterable[Agreement], day: date) -> Agreement | None:
    """The main agreement that rules on that day; or else the one that did last, or that will first.

    What is over goes before what has not begun: the work it held must come back to the desk.
    """
    signed = [one for one in agreements if one.main_id is None and is_signed(one)]
    order = {State.IN_FORCE: 3, State.EXPIRING: 3, State.AGREED: 1}
    return max(
        signed, key=lambda one: (order.get(state_of(one, day), 2), one.since, one.pk), default=None
    )


def keep(organisation: Organisation, *, day: date) -> bool:
    """Bring the organisation's columns in line with its agreements; whether anything changed.

    Number and dates are the ruling agreement's, terms those of the latest additional agreement that
    has begun. An organisation without any agreement here is left as it is: its papers are older.
    """
    agreements = agreements_of(organisation)
    main = ruling(agreements, day)
    if main is None:
        return False
    begun = [
        one for one in agreements if one.main_id == main.pk and is_signed(one) and one.since <= day
    ]
    latest = max(begun, key=lambda one: (one.since, one.pk), default=main)
    wanted = {
        "agreement_number": main.number,
        "agreement_since": main.since,
        "agreement_until": _end(main, agreements),
        "terms": latest.terms,
        "services": latest.scope.get("services") or organisation.services,
    }
    changed = [name for name, value in wanted.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, wanted[name])
    if changed:
        organisation.save(update_fields=changed)
    return bool(changed)


def latest(organisation: Organisation, day: date) -> Agreement | None:
    """The signed paper whose scope and terms hold on that day or will: an additional one, or the main."""
    agreements = agreements_of(organisation)
    main = ruling(agreements, day)
    if main is None:
        return None
    changes = [one for one in agreements if one.main_id == main.pk and is_signed(one)]
    return max(changes, key=lambda one: (one.since, one.pk), default=main)


def _end(main: Agreement, agreements: Iterable[Agreement]) -> date | None:
    """The first day on which nothing holds: a main agreement that follows at once goes on with it."""
    end = ends_on(facts_of(main))
    following = sorted(
        (one for one in agreements if one.main_id is None and is_signed(one)),
        key=lambda one: one.since,
    )
    for one in following:
        if end is not None and main.since < one.since <= end:
            later = ends_on(facts_of(one))
            end = None if later is None else max(end, later)
    return end
