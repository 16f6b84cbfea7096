"""The city's rules of training, kept with who changed them."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import NotAllowed
from onboarding.organisations.models import TrainingRules
from onboarding.organisations.training import access
from tenants.accounts.actor import Actor


@whole
def set_rules(*, grace_days: int, is_asked_of_city: bool, by: Actor, at: datetime) -> TrainingRules:
    """Say how long people have for a new version, and whether the city's own must pass too.

    Raises:
        NotAllowed
    """
    if not access.sets_rules(by):
        raise NotAllowed("Правила обучения задаёт администратор города.")
    before = TrainingRules.of_city()
    rules, _ = TrainingRules.objects.update_or_create(
        pk=1, defaults={"grace_days": grace_days, "is_asked_of_city": is_asked_of_city}
    )
    changes.record("Правила обучения", by=by, at=at, before=_words(before), after=_words(rules))
    return rules


def _words(rules: TrainingRules) -> str:
    own = "обязательна" if rules.is_asked_of_city else "рекомендуется"
    return f"на новую версию {rules.grace_days} дн.; сотрудникам города проверка {own}"
