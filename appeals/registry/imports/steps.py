"""What every step of an import needs: the one that is open, who may, and the worker's attention."""

from collections.abc import Collection
from datetime import datetime

from appeals.access import keeps_registry
from appeals.errors import NotAllowed, NotFound, RefusedMove
from appeals.models import RegistryImport
from appeals.registry.imports import files
from tenants.accounts.actor import Actor
from tenants.fanout import outbox

TOPIC = "import"


class NoImport(NotFound):
    """There is no such import."""

    sentence = "Такой загрузки нет."


def only_keepers(by: Actor) -> None:
    """Let through those who keep the registry.

    Raises:
        NotAllowed
    """
    if not keeps_registry(by):
        raise NotAllowed("Реестр домов ведёт администратор города.")


def locked(pk: int, *, by: Actor, states: Collection[str]) -> RegistryImport:
    """The import, to be changed by this person, if it stands where the step begins.

    Raises:
        NotAllowed, NoImport
        RefusedMove: it has gone on, or the worker has it at this moment.
    """
    only_keepers(by)
    run = RegistryImport.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if run is None:
        if not RegistryImport.objects.filter(pk=pk).exists():
            raise NoImport
        raise RefusedMove("Загрузка сейчас в работе. Подождите, страница обновится сама.")
    if run.state not in states:
        raise RefusedMove("С этой загрузкой уже сделали следующий шаг. Вот что с ней сейчас.")
    return run


def hand_over(run: RegistryImport, state: str, *, at: datetime) -> None:
    """Let the worker go on with it, as soon as this transaction stands."""
    run.state, run.asked_at, run.said = state, at, ""
    run.save()
    outbox.put(TOPIC, {"import": run.pk})


def close(run: RegistryImport, state: str, *, at: datetime) -> None:
    """End an import; what was sent is removed once this transaction stands."""
    run.state, run.is_open, run.closed_at = state, False, at
    run.save()
    files.remove_source(run)
