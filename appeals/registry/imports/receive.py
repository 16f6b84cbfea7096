"""Taking a file in: it is looked at, stored in the city's folder, its columns are guessed."""

import hashlib
import itertools
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Protocol

from django.db import IntegrityError, transaction

from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import RegistryImport
from appeals.registry.imports import files
from appeals.registry.imports.steps import only_keepers
from appeals.registry.layouts import guess
from appeals.registry.tables import BadFile
from tenants.accounts.actor import Actor

MOST_BYTES = 20 << 20
_SAMPLE_ROWS, _SAMPLE_CELLS, _SAMPLE_LENGTH = 10, 60, 80
_MOST_COLUMNS = 200
_LONGEST_NAME = 120


class Upload(Protocol):
    """A file as a browser sends it."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]:
        """Its bytes piece by piece."""


@whole
def receive(kind: str, upload: Upload, *, by: Actor, at: datetime) -> RegistryImport:
    """Open an import with this file; what is no table is refused and nothing of it is kept.

    Raises:
        NotAllowed
        RefusedMove: another import of the city is open.
        BadInput: the file is too large, or no table.
    """
    only_keepers(by)
    refuse_second()
    if (upload.size or 0) > MOST_BYTES:
        raise BadInput({"file": f"Файл больше {MOST_BYTES >> 20} МБ. Разделите его на части."})
    folder = files.new_folder()
    try:
        return _opened(kind, upload, folder, by=by, at=at)
    except BadFile as error:
        files.remove(folder)
        raise BadInput({"file": str(error)}) from error
    except BaseException:
        files.remove(folder)
        raise


def refuse_second() -> None:
    """One import at a time: the second one waits for the first.

    Raises:
        RefusedMove
    """
    other = RegistryImport.objects.filter(is_open=True).first()
    if other is not None:
        raise RefusedMove(
            f"Открыта другая загрузка: «{other.file_name}». Примите её или отмените, потом "
            "загружайте следующую."
        )


def _opened(kind: str, upload: Upload, folder: str, *, by: Actor, at: datetime) -> RegistryImport:
    path, digest = files.path_of(folder, files.SOURCE), hashlib.sha256()
    with path.open("wb") as file:
        for chunk in upload.chunks():
            digest.update(chunk)
            file.write(chunk)
    table = files.opened(path)
    if len(table.header) > _MOST_COLUMNS:
        raise BadFile(f"Столбцов больше {_MOST_COLUMNS}. Удалите лишние.")
    sample = [
        [cell[:_SAMPLE_LENGTH] for cell in row.cells[:_SAMPLE_CELLS]]
        for row in itertools.islice(table.rows(), _SAMPLE_ROWS)
    ]
    if not sample:
        raise BadFile("Под заголовком нет ни одной строки. Проверьте, тот ли лист стоит первым.")
    run = RegistryImport(
        kind=kind,
        file_name=PurePath(upload.name or "таблица").name[:_LONGEST_NAME],
        folder=folder,
        size_bytes=path.stat().st_size,
        sha256=digest.hexdigest(),
        described=table.described,
        header=list(table.header),
        sample=sample,
        places=guess(kind, table.header),
        made_at=at,
        made_by_id=by.user_id,
        made_by_name=by.name,
    )
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        refuse_second()
        raise
    return run
