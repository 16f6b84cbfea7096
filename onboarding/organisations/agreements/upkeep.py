"""What time does to agreements: they begin, they run out, and somebody must hear of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from appeals import routing, workflow
from appeals.actions.whole import whole
from appeals.models import Appeal, Organisation
from onboarding.organisations import steps
from onboarding.organisations.agreements import letters, standing
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.models import Agreement, Step
from onboarding.organisations.states import EXPIRES_SOON
from onboarding.organisations.taking_back import take_back
from onboarding.organisations.today import today
from tenants.accounts.actor import SYSTEM

# A day that was missed, the scheduler being down, is made up for within this time.
_LOOKS_BACK = timedelta(days=7)


@whole
def keep_agreements(*, at: datetime) -> int:
    """Look at every organisation whose agreement begins, ends or has ended; how many were touched.

    Safe to run at any moment and twice at once: messages and steps are written once.
    """
    return sum(look_at(organisation, at=at) for organisation in _due(today(at)))


def look_at(organisation: Organisation, *, at: datetime) -> bool:
    """Bring one organisation in line with the day; whether anything had to be done."""
    day = today(at)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = standing.keep(organisation, day=day)
    until = organisation.agreement_until
    if until is None or organisation.agreement_since is None:
        return changed
    if day >= until:
        return _over(organisation, until, at=at) or changed
    if until - day <= EXPIRES_SOON:
        return _expiring(organisation, until, at=at) or changed
    return changed


def _due(day: date) -> Iterable[Organisation]:
    """Those near a border of their papers, and those that hold work without an agreement."""
    near = Agreement.objects.filter(
        organisation=OuterRef("pk"), since__range=(day - _LOOKS_BACK, day), sent_at__isnull=False
    )
    holding = Appeal.objects.filter(
        organisation=OuterRef("pk"), status__in=sorted(workflow.TAKE_BACK.sources), is_trial=False
    )
    ended = Q(agreement_until__lte=day)
    soon = Q(agreement_until__range=(day - _LOOKS_BACK, day + EXPIRES_SOON))
    return Organisation.objects.filter(Exists(near) | soon | (ended & Exists(holding))).order_by(
        "pk"
    )


def _expiring(organisation: Organisation, until: date, *, at: datetime) -> bool:
    """A month before the end both sides hear of it, once for each end."""
    last = f"{until - timedelta(days=1):%d.%m.%Y}"
    agreement = _ruling(organisation, at)
    if agreement is None or _noted(organisation, "agreement_expiring", last):
        return False
    steps.note(
        organisation,
        "agreement_expiring",
        by=SYSTEM,
        at=at,
        number=agreement_name(agreement),
        until=last,
    )
    letters.expiring(agreement, until=last, at=at)
    return True


def _over(organisation: Organisation, until: date, *, at: datetime) -> bool:
    """After the end the open work goes to the desk, and everybody hears why."""
    reason = routing.SENTENCES[routing.Reason.NO_AGREEMENT] % {"organisation": organisation}
    taken = take_back(organisation, reason=reason, by=SYSTEM, at=at)
    last = f"{until - timedelta(days=1):%d.%m.%Y}"
    agreement = _ruling(organisation, at)
    if agreement is None or _noted(organisation, "agreement_over", last):
        return bool(taken)
    steps.note(
        organisation,
        "agreement_over",
        by=SYSTEM,
        at=at,
        number=agreement_name(agreement),
        until=last,
    )
    letters.over(agreement, taken=taken, at=at)
    return True


def _ruling(organisation: Organisation, at: datetime) -> Agreement | None:
    found = standing.ruling(standing.agreements_of(organisation), today(at))
    if found is not None:
        found.organisation = organisation
    return found


def _noted(organisation: Organisation, what: str, last: str) -> bool:
    return Step.objects.filter(organisation=organisation, what=what, details__until=last).exists()
