"""Taking a checked file into the registry: all of it, or the good rows by a clear choice."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import RegistryImport
from appeals.registry.imports import steps
from tenants.accounts.actor import Actor


@whole
def accept(pk: int, *, part: bool, by: Actor, at: datetime) -> RegistryImport:
    """Let the worker write what was shown, in one transaction.

    `part`: the refused rows are left out; without it nothing is taken while there is one.

    Raises:
        NotAllowed, NoImport
        RefusedMove: it is not checked, or rows are refused and the person did not choose `part`.
    """
    run = steps.locked(pk, by=by, states=(RegistryImport.CHECKED,))
    if run.findings.get("refused") and not part:
        raise RefusedMove(
            "В файле есть строки, которые нельзя принять. Исправьте их и загрузите файл снова или "
            "примите верные строки, остальные скачайте."
        )
    if not run.findings.get("good"):
        raise RefusedMove("Принимать нечего: верных строк нет. Исправьте файл и загрузите снова.")
    run.takes_part = part
    run.accepted_by_id, run.accepted_by_name = by.user_id, by.name
    steps.hand_over(run, RegistryImport.TAKING, at=at)
    return run
