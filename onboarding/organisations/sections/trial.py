"""Step 4: practice appeals, as squares, with why some were late."""

from datetime import datetime, timedelta

from appeals.models import Appeal, Organisation
from onboarding.organisations import access
from onboarding.organisations.models import GateRules, PracticePlan
from onboarding.organisations.sections import Section
from onboarding.organisations.today import today
from onboarding.organisations.trial.sending import AT_ONCE
from onboarding.organisations.trial.standing import practice, squares
from tenants.accounts.actor import Actor

_OVER = (Organisation.LIVE, "suspended", "ended")


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Done once enough practice was worked on time, and over with live work."""
    rules = GateRules.of_city()
    on_time, total = practice(organisation)
    shown = squares(organisation)
    is_trial = organisation.stage == Organisation.TRIAL
    is_enough = (
        total >= rules.practice_least
        and on_time * 100 >= rules.on_time_percent * total
        and total > 0
    )
    is_done = organisation.stage in _OVER or (is_trial and is_enough)
    open_count = (
        Appeal.everything.filter(is_trial=True, organisation=organisation).open().count()
        if is_trial
        else 0
    )
    return Section(
        title="Учебные обращения",
        state="done" if is_done else "now" if is_trial else "ahead",
        tag=_tag(on_time, total, rules) if total or is_trial else "",
        template="onboarding/sections/trial.html",
        context={
            "is_trial": is_trial,
            "squares": shown,
            "late_squares": [square for square in shown if square.late],
            "practice_plan": PracticePlan.objects.filter(organisation=organisation).first()
            or PracticePlan(organisation=organisation),
            "practice_open": open_count,
            "practice_at_once": AT_ONCE,
            "yesterday": today(at) - timedelta(days=1),
            "may_practise": is_trial and access.asks_for_practice(actor, organisation),
            "may_purge": is_trial and access.ends_practice(actor, organisation),
            "may_begin_trial": organisation.stage == "training"
            and access.ends_practice(actor, organisation),
        },
    )


def _tag(on_time: int, total: int, rules: GateRules) -> str:
    """«18 из 20 в срок, нужно 18»: how many of these must be on time."""
    needed = -(-max(total, rules.practice_least) * rules.on_time_percent // 100)
    return f"{on_time} из {total} в срок, нужно {needed}"
