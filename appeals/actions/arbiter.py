"""When organisations push an appeal back and forth, one person decides, and that stands."""

from appeals.access import is_arbiter
from appeals.errors import RefusedMove
from appeals.models import Appeal, Policy
from tenants.accounts.actor import Actor


def refuse_others(appeal: Appeal, by: Actor) -> None:
    """Let the arbiter alone decide whose a bounced appeal is.

    Raises:
        RefusedMove: it is before the arbiter, and this is not the arbiter.
    """
    if appeal.arbiter_since is None or is_arbiter(by, Policy.of_city()):
        return
    raise RefusedMove(
        f"Решает арбитр города: исполнители возвращали обращение, раз: {appeal.returned_count}. "
        "Он уже видит его в своём списке."
    )
