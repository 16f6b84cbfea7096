"""The worker's part: checking a file, and writing what was shown; whole or not at all.

Each is one transaction that holds the import's row: a second delivery of the message finds it taken
and comes again, a killed worker leaves everything as it was and the message in the outbox.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from appeals.models import ImportProblem, ImportRecord, RegistryImport
from appeals.registry.imports import files, progress, steps, workbooks
from appeals.registry.imports.findings import Findings, find
from appeals.registry.problems import counted
from appeals.registry.tables import BadFile, Table
from tenants.fanout.carried import StillCarried
from tenants.fanout.topics import handles
from tenants.isolation import scope

# So many problems are listed on the page; the workbook has them all.
MOST_LISTED = 5_000
_BATCH = 1000
CHANGED_MEANWHILE = (
    "Пока вы смотрели, реестр изменился. Ничего не записано: посмотрите, что получится теперь, и "
    "примите ещё раз."
)


@handles(steps.TOPIC)
def go_on(payloads: list[dict[str, Any]]) -> None:
    """Do the next step of each import that waits for one; nothing for those that went on."""
    for payload in payloads:
        _go_on(payload["import"], at=timezone.now())


def _go_on(pk: int, *, at: datetime) -> None:
    waiting = RegistryImport.objects.filter(pk=pk, state__in=RegistryImport.RUNNING)
    with transaction.atomic():
        run = waiting.select_for_update(skip_locked=True).first()
        if run is not None:
            try:
                _WORK[run.state](run, at)
            except BadFile as error:
                _unreadable(run, str(error), at=at)
            progress.clear(pk)
        elif waiting.exists():
            raise StillCarried(f"RegistryImport {pk}")


def _check(run: RegistryImport, at: datetime) -> None:
    table, found = _found(run, at)
    _show(run, table, found, at=at)


def _take(run: RegistryImport, at: datetime) -> None:
    _hold_registry()
    table, found = _found(run, at)
    if workbooks.digest_of(found.changes()) != run.digest:
        _show(run, table, found, at=at)
        run.said = CHANGED_MEANWHILE
        run.save()
        return
    found.write(progress.Telling(run.pk, progress.WRITING, found.good))
    ImportRecord.objects.create(
        at=at,
        actor_id=run.accepted_by_id,
        actor_name=run.accepted_by_name,
        kind=run.kind,
        file_name=run.file_name,
        sha256=run.sha256,
        rows_read=found.read,
        rows_taken=found.good,
        rows_refused=found.refused,
        counts=found.counts,
    )
    steps.close(run, RegistryImport.TAKEN, at=at)


def _hold_registry() -> None:
    """Let nobody mend the registry between what is compared and what is written; reading goes on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "LOCK TABLE appeals_street, appeals_house, appeals_serving IN SHARE ROW EXCLUSIVE MODE"
        )


_WORK: dict[str, Callable[[RegistryImport, datetime], None]] = {
    RegistryImport.CHECKING: _check,
    RegistryImport.TAKING: _take,
}


def _found(run: RegistryImport, at: datetime) -> tuple[Table, Findings]:
    table = files.table_of(run)
    today = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    tick = progress.Telling(run.pk, progress.READING, table.length())
    return table, find(run, table, today=today, tick=tick)


def _show(run: RegistryImport, table: Table, found: Findings, *, at: datetime) -> None:
    """Put down what the check found, for the page."""
    workbooks.write_wrong(table, found.problems, _path(run, files.WRONG))
    first = workbooks.write_changes(found.changes(), _path(run, files.CHANGES))
    run.digest = workbooks.digest_of(found.changes())
    run.problems.all().delete()
    listed = sorted(found.problems, key=lambda one: (not one.refuses, one.line, one.reason))
    ImportProblem.objects.bulk_create(
        (
            ImportProblem(
                of=run,
                line=one.line,
                refuses=one.refuses,
                reason=one.reason,
                column=one.column,
                value=one.value[:200],
                sentence=one.sentence,
            )
            for one in listed[:MOST_LISTED]
        ),
        batch_size=_BATCH,
    )
    run.findings = {
        "read": found.read,
        "good": found.good,
        "refused": found.refused,
        "remarks": len({one.line for one in found.problems if not one.refuses}),
        "counts": found.counts,
        "refused_by": counted(found.problems, refusing=True),
        "remarked_by": counted(found.problems, refusing=False),
        "first": {kind: [asdict(change) for change in some] for kind, some in first.items()},
    }
    run.state, run.checked_at = RegistryImport.CHECKED, at
    run.save()


def _unreadable(run: RegistryImport, sentence: str, *, at: datetime) -> None:
    run.said = sentence
    steps.close(run, RegistryImport.UNREADABLE, at=at)


def _path(run: RegistryImport, name: str) -> Any:
    return files.path_of(run.folder, name)
