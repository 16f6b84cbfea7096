"""Sending practice appeals: so many at once to an organisation in its trial."""

from datetime import datetime
from zoneinfo import ZoneInfo

from appeals import actions
from appeals.actions import Filing
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Appeal, Organisation
from onboarding.organisations import access
from onboarding.organisations.models import Practice, PracticePlan
from onboarding.organisations.today import today
from onboarding.organisations.trial.drawing import draw
from onboarding.organisations.trial.ground import ground_of
from tenants.accounts.actor import SYSTEM, Actor, Role
from tenants.isolation import scope

# So many are asked for at once, and stand open at most: practice is to be worked, not hoarded.
AT_ONCE = 5
MOST_OPEN = 40
# Dark hours: from this hour to that one.
NIGHT = (22, 6)
# An invented resident writes by the city's page, as most do.
_RESIDENT = Actor(role=Role.RESIDENT, channel="web")


@whole
def send(
    organisation_id: int, count: int = AT_ONCE, *, by: Actor = SYSTEM, at: datetime
) -> list[Appeal]:
    """Send this many practice appeals, each another one.

    Raises:
        NotAllowed: neither the city's senior, nor of this organisation.
        RefusedMove: it is in no trial, or has enough before it already.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not access.asks_for_practice(by, organisation):
        raise NotAllowed("Учебные обращения просит сама организация или администрация города.")
    if organisation.stage != Organisation.TRIAL:
        raise RefusedMove(
            f"{organisation} не в тестовом режиме: учебные обращения приходят только в нём."
        )
    waiting = Appeal.everything.filter(is_trial=True, organisation=organisation).open().count()
    if waiting + count > MOST_OPEN:
        raise RefusedMove(
            f"Открытых учебных обращений уже {waiting}. Сначала выполните их, потом просите новые."
        )
    plan, _ = PracticePlan.objects.get_or_create(organisation=organisation)
    ground = ground_of(organisation, day=today(at))
    if not ground.themes:
        raise BadInput(
            {"organisation": "В каталоге города нет ни одной темы для учебных обращений."}
        )
    hour = at.astimezone(ZoneInfo(scope.require().time_zone)).hour
    is_night = hour >= NIGHT[0] or hour < NIGHT[1]
    sent = []
    for number in range(plan.sent, plan.sent + count):
        drawn = draw(organisation.pk, number, ground, hour=hour, is_night=is_night)
        filing = Filing(
            text=drawn.text,
            category=drawn.theme,
            house_id=drawn.house_id,
            address="" if drawn.house_id else "учебный адрес",
            name=f"{drawn.name} (учебный заявитель)",
            flat=drawn.flat,
            consent="practice",
            is_public=False,
        )
        appeal = actions.practise(filing, organisation=organisation, by=_RESIDENT, at=at)
        Practice.objects.create(
            appeal=appeal, organisation=organisation, plot=drawn.plot.kept(), asked_by=by.name
        )
        sent.append(appeal)
    plan.sent += count
    plan.save(update_fields=["sent"])
    return sent
