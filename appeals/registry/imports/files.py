"""The files of an import in the city's folder: what was sent, what is wrong, what changes."""

import shutil
from pathlib import Path
from secrets import token_urlsafe

from django.core.files.storage import default_storage
from django.db import transaction

from appeals.models import RegistryImport
from appeals.registry.tables import Table, open_table

ROOT = "imports"
SOURCE, WRONG, CHANGES = "source", "wrong.xlsx", "changes.xlsx"
# Unpacked: a book of the greatest city's list with every column of «Реформа ЖКХ» has some 80 MB.
MOST_UNPACKED = 128 << 20
# Three services of every house of the greatest city; what the worker writes within its time.
MOST_ROWS = 100_000


def new_folder() -> str:
    """A folder that nobody guesses, made."""
    folder = f"{ROOT}/{token_urlsafe(12)}"
    path_of(folder, SOURCE).parent.mkdir(parents=True)
    return folder


def path_of(folder: str, name: str) -> Path:
    """Where a file of an import lies."""
    return Path(default_storage.path(f"{folder}/{name}"))


def table_of(run: RegistryImport) -> Table:
    """The table that was sent.

    Raises:
        BadFile: it is gone or cannot be read.
    """
    return opened(path_of(run.folder, SOURCE))


def opened(path: Path) -> Table:
    """A file somebody sent, within the limits of a page.

    Raises:
        BadFile
    """
    return open_table(path, most_bytes=MOST_UNPACKED, most_rows=MOST_ROWS)


def remove_source(run: RegistryImport) -> None:
    """Remove what was sent once the transaction stands; the reports stay until they are old."""
    path = path_of(run.folder, SOURCE)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def remove(folder: str) -> None:
    """Remove everything of an import at once."""
    shutil.rmtree(path_of(folder, SOURCE).parent, ignore_errors=True)
