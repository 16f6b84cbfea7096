"""Under a debt or a hold an appeal is written to only when it is an emergency's.

The one door of the core to `tenants.entitlement`; the journal asks here before each line.
"""

from django.utils.translation import gettext as _

from appeals import workflow
from appeals.errors import CityClosed
from tenants.accounts.actor import Actor, Role
from tenants.entitlement import State, may_write, runs_tasks
from tenants.isolation import scope

# The desk speaks Russian.
DESK_READS = (
    "Доступ администрации открыт только для чтения: изменить можно лишь аварийные обращения. "
    "Остальное откроется после оплаты."
)


def refuse_closed(*, by: Actor, emergency: bool) -> None:
    """Let nobody write what the city's standing does not allow.

    Raises:
        CityClosed: the sentence says what is still taken and where to turn.
    """
    standing = scope.require().entitlement
    if not standing.is_restricted:
        return
    if by.role == Role.SYSTEM and runs_tasks(standing.state):
        return
    staff = by.role in workflow.DESK
    if not may_write(standing.state, staff=staff, emergency=emergency):
        raise CityClosed(DESK_READS if staff else _told(standing.state))


def _told(state: State) -> str:
    if state is State.UNPAID:
        return _(
            "Портал города временно принимает только обращения об авариях. Если это авария, "
            "выберите аварийную тему. С остальным позвоните в диспетчерскую."
        )
    return _("Портал города временно открыт только для чтения.")
