"""Asking the worker once more for an import that nobody works on."""

from datetime import datetime, timedelta

from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import RegistryImport
from appeals.registry.imports import steps
from tenants.accounts.actor import Actor

# The outbox sends again by itself after a minute; a person is asked after that.
PATIENCE = timedelta(minutes=2)


@whole
def ask_again(pk: int, *, by: Actor, at: datetime) -> RegistryImport:
    """Go on with a check or a taking that stands still; what was begun was rolled back.

    Raises:
        NotAllowed, NoImport
        RefusedMove: the worker has it, or was asked a moment ago.
    """
    run = steps.locked(pk, by=by, states=RegistryImport.RUNNING)
    if run.asked_at is not None and at - run.asked_at < PATIENCE:
        raise RefusedMove("Работа уже запрошена. Подождите ещё минуту, страница обновится сама.")
    steps.hand_over(run, run.state, at=at)
    return run
