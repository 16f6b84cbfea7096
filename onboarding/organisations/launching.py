"""Live work: beginning it through the gate or before it, suspending, going on, ending for good."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed
from appeals.models import Organisation
from onboarding.organisations import access, gate, stages, steps
from onboarding.organisations.models import PhoneCheck, Step
from onboarding.organisations.taking_back import take_back
from onboarding.organisations.trial.purge import sweep
from tenants.accounts.actor import Actor
from tenants.fanout import outbox

# Topic of the outbox: what has become of an organisation's work, for letters to both sides.
TOPIC = "launch"
LEAST_REASON = 10
LONGEST_REASON = 500


@whole
def begin_trial(organisation_id: int, *, by: Actor, at: datetime) -> Organisation:
    """From now on the organisation practises; its screens show practice and nothing else.

    Raises:
        NotAllowed: neither the city's senior nor the organisation's head.
        BadInput: nobody is there who could practise.
        StageRefused
    """
    organisation = _locked(organisation_id)
    if not access.ends_practice(by, organisation):
        raise NotAllowed(
            "Тестовый режим начинает администрация города или руководитель организации."
        )
    if not organisation.members.filter(is_active=True, user__is_active=True).exists():
        raise BadInput(
            {"stage": "В организации нет сотрудников: учебные обращения никто не увидит."}
        )
    stages.enter(organisation, Organisation.TRIAL)
    steps.note(organisation, "trial_begun", by=by, at=at)
    return organisation


@whole
def launch(organisation_id: int, *, by: Actor, at: datetime, reason: str = "") -> Organisation:
    """Begin live work: residents' appeals come from this moment, practice is gone.

    The gate lets everybody through who meets its conditions; before that an administrator may
    begin with a reason, which stands in the course of events.

    Raises:
        NotAllowed: not theirs to press.
        BadInput: conditions are not met and no reason is given; the sentences say what is missing.
        StageRefused
    """
    organisation = _locked(organisation_id)
    if not access.launches(by):
        raise NotAllowed("Работу организации начинает администрация города.")
    if organisation.stage != Organisation.TRIAL and not access.launches_early(by):
        raise NotAllowed("Минуя тестовый режим, организацию запускает только администратор города.")
    missing = gate.missing(gate.conditions(organisation, at))
    if missing:
        if not access.launches_early(by):
            raise BadInput({"stage": " ".join(missing)})
        if len(reason.strip()) < LEAST_REASON:
            raise BadInput(
                {"reason": f"{' '.join(missing)} Чтобы начать раньше, напишите причину: она "
                 "останется в журнале."}
            )  # fmt: skip
    sweep(organisation, by=by, at=at)
    stages.enter(organisation, Organisation.LIVE)
    if missing:
        _noted(organisation, "started_early", by=by, at=at, reason=_kept(reason))
    else:
        _noted(organisation, "started", by=by, at=at)
    return organisation


@whole
def suspend(organisation_id: int, *, reason: str, by: Actor, at: datetime) -> Organisation:
    """No new work for now; what is open goes to the desk with the reason.

    Raises:
        NotAllowed, StageRefused
        BadInput: no reason.
    """
    organisation = _ending(organisation_id, by, reason)
    stages.enter(organisation, "suspended")
    take_back(organisation, reason=_kept(reason), by=by, at=at)
    _noted(organisation, "suspended", by=by, at=at, reason=_kept(reason))
    return organisation


@whole
def resume(organisation_id: int, *, by: Actor, at: datetime) -> Organisation:
    """Work that was suspended goes on; what must always hold is asked anew.

    Raises:
        NotAllowed, StageRefused
        BadInput: no agreement in force, or nobody who would read.
    """
    organisation = _locked(organisation_id)
    if not access.launches_early(by):
        raise NotAllowed("Работу возобновляет администратор города.")
    found = [each for each in gate.conditions(organisation, at) if each.always]
    if missing := gate.missing(found):
        raise BadInput({"stage": " ".join(missing)})
    stages.enter(organisation, Organisation.LIVE)
    _noted(organisation, "resumed", by=by, at=at)
    return organisation


@whole
def end(organisation_id: int, *, reason: str, by: Actor, at: datetime) -> Organisation:
    """The organisation leaves for good: its work goes to the desk, its practice is purged.

    Raises:
        NotAllowed, StageRefused
        BadInput: no reason.
    """
    organisation = _ending(organisation_id, by, reason)
    sweep(organisation, by=by, at=at)
    stages.enter(organisation, "ended")
    take_back(organisation, reason=_kept(reason), by=by, at=at)
    _noted(organisation, "ended", by=by, at=at, reason=_kept(reason))
    return organisation


@whole
def check_phone(organisation_id: int, *, is_answered: bool, by: Actor, at: datetime) -> PhoneCheck:
    """Write down that somebody called the round-the-clock phone, and whether it answered.

    Raises:
        NotAllowed: the city calls, not the organisation itself.
        BadInput: there is no such phone yet.
    """
    organisation = _locked(organisation_id)
    if not access.launches(by):
        raise NotAllowed("Дежурный телефон проверяет администрация города.")
    if not organisation.emergency_phone:
        raise BadInput(
            {"phone": "Круглосуточный телефон не указан. Сначала внесите его в сведения."}
        )
    check = PhoneCheck.objects.create(
        organisation=organisation,
        phone=organisation.emergency_phone,
        at=at,
        by_name=by.name,
        is_answered=is_answered,
    )
    steps.note(organisation, "phone_answers" if is_answered else "phone_silent", by=by, at=at)
    return check


def _locked(organisation_id: int) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def _ending(organisation_id: int, by: Actor, reason: str) -> Organisation:
    if not access.launches_early(by):
        raise NotAllowed("Это решает администратор города.")
    if len(reason.strip()) < LEAST_REASON:
        raise BadInput(
            {"reason": "Напишите причину: её прочтёт организация, и она останется в журнале."}
        )
    return _locked(organisation_id)


def _kept(reason: str) -> str:
    return " ".join(reason.split())[:LONGEST_REASON]


def _noted(organisation: Organisation, what: str, *, by: Actor, at: datetime, **told: str) -> Step:
    """Write it down, and let both sides be told by letters."""
    step = steps.note(organisation, what, by=by, at=at, **told)
    outbox.put(TOPIC, {"step": step.pk})
    return step
