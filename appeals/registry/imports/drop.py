"""Giving an import up."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.models import RegistryImport
from appeals.registry.imports import steps
from tenants.accounts.actor import Actor


@whole
def drop(pk: int, *, by: Actor, at: datetime) -> RegistryImport:
    """Take nothing of this file; what was sent is removed, the list of its mistakes stays a while.

    Raises:
        NotAllowed, NoImport
        RefusedMove: it is closed already, or the worker has it.
    """
    run = steps.locked(pk, by=by, states=RegistryImport.OPEN)
    steps.close(run, RegistryImport.DROPPED, at=at)
    return run
