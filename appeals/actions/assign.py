"""Handing an appeal to the organisation that must resolve it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from appeals import workflow
from appeals.actions import arbiter, clocks, journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Category, Member, Organisation
from tenants.accounts.actor import Actor
from tenants.isolation import scope


@whole
def assign(
    appeal_id: int,
    *,
    organisation: Organisation,
    by: Actor,
    at: datetime,
    category: Category | None = None,
    version: int | None = None,
    comment: str = "",
) -> Appeal:
    """Hand an appeal to the organisation that must resolve it, and start its clocks.

    `category` puts it under another theme first: the clocks are the new theme's.

    Raises:
        BadInput: the organisation does not work in the system, has no agreement in force, or nobody
            there would read it.
        RefusedMove: also when only the arbiter may decide.
        Stale, NotFound
    """
    appeal = Appeal.objects.locked(appeal_id)
    refuse_deaf(organisation, at=at, is_trial=appeal.is_trial)
    arbiter.refuse_others(appeal, by)
    changed = {}
    if category is not None and category.pk != appeal.category_id:
        # Figures counted under the old theme move to the new one.
        changed = {"category_was": appeal.category_id, "category": category.pk}
    if category is not None:
        appeal.category = category
        appeal.sector = category.sector.code
        appeal.service = category.service
        appeal.is_emergency = category.is_emergency
    appeal.organisation = organisation
    appeal.crew = None
    appeal.named_organisation = None
    appeal.routed_why = ""
    appeal.assigned_at = at
    appeal.accepted_at = None
    clocks.start(appeal, appeal.category, organisation, at=at)
    return journal.move(
        appeal,
        workflow.ASSIGN,
        by=by,
        at=at,
        version=version,
        organisation=str(organisation),
        comment=comment,
        **changed,
    )


def refuse_deaf(organisation: Organisation, *, at: datetime, is_trial: bool = False) -> None:
    """Let no appeal go where nobody would read it, or where nobody has promised to work.

    Practice goes where people practise, whatever is signed.

    Raises:
        BadInput: the organisation does not work in the system, has no agreement in force, or has
            nobody.
    """
    if organisation.stage != (Organisation.TRIAL if is_trial else Organisation.LIVE):
        raise BadInput(
            {"organisation": f"{organisation} ещё не работает в системе. Выберите другую."}
        )
    if is_trial:
        return
    if not organisation.agreed_on(at.astimezone(ZoneInfo(scope.require().time_zone)).date()):
        raise BadInput(
            {
                "organisation": f"Соглашение с {organisation} не действует: новых обращений она не "
                "получает. Выберите другую или позвоните ей."
            }
        )
    if not Member.objects.working().filter(organisation=organisation).exists():
        raise BadInput(
            {
                "organisation": f"В {organisation} нет сотрудников, допущенных к работе: обращение никто "
                "не увидит."
            }
        )
