"""An export put back into an empty new city, equal to the one it came from, or not at all."""

import hashlib
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.db import connections, transaction

from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.lifecycle import manifest as manifests
from tenants.lifecycle import tables
from tenants.lifecycle.export import files_of
from tenants.lifecycle.manifest import BadExport, Manifest, Part
from tenants.lifecycle.tables import Table

BATCH = 500
_PIECE = 1024 * 1024
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class NotEmpty(RuntimeError):
    """The city has data of its own; nothing was changed."""


def read(archive: Path, tenant: Tenant) -> Manifest:
    """Put an export into the city that stands empty.

    Raises:
        BadExport: the archive is broken, or made by other migrations.
        NotEmpty
    """
    try:
        with ZipFile(archive) as source:
            told = manifests.read(source.read(manifests.NAME))
            _check(source, told)
            _fill(source, told, tenant)
    except (BadZipFile, KeyError) as error:
        raise BadExport("Архив повреждён или неполон.") from error
    return told


def _check(source: ZipFile, told: Manifest) -> None:
    """Every byte before the first row: nothing is half-taken."""
    for part in (*told.tables, *told.files):
        found = hashlib.sha256()
        with source.open(part.name) as member:
            while piece := member.read(_PIECE):
                found.update(piece)
        if found.hexdigest() != part.sha256:
            raise BadExport(f"Контрольная сумма не сходится: {part.name}.")


def _fill(source: ZipFile, told: Manifest, tenant: Tenant) -> None:
    with scope.entered(tenant), transaction.atomic("owner"):
        known = {f"tables/{table.name}.jsonl": table for table in tables.tables()}
        if tables.migrations() != told.migrations or known.keys() != {p.name for p in told.tables}:
            raise BadExport("Выгрузка сделана другой версией схемы: приведите город к ней.")
        _refuse_full(tenant)
        names = ", ".join(f'"{table.name}"' for table in known.values())
        with connections["owner"].cursor() as cursor:
            for table in known.values():
                cursor.execute(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
            cursor.execute(f"TRUNCATE {names}")
            for part in told.tables:
                with source.open(part.name) as lines:
                    _rows(cursor, known[part.name], part, lines)
            _wind(cursor, told)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in known.values():
                cursor.execute(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')
        _files(source, told, tenant)


def _refuse_full(tenant: Tenant) -> None:
    looks = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (TABLE \"{name}\")" for name in settings.EMPTY_WHEN_NEW
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(looks)
        if full := [name for (name,) in cursor.fetchall()]:
            raise NotEmpty(f"В городе {tenant.schema} уже есть данные: {', '.join(full)}.")
    if files_of(tenant).is_dir() and any(files_of(tenant).iterdir()):
        raise NotEmpty(f"У города {tenant.schema} уже есть файлы.")


def _rows(cursor: object, table: Table, part: Part, lines: IO[bytes]) -> None:
    """The rows as they were, ids included."""
    names = ", ".join(f'"{name}"' for name in table.columns)
    statement = (
        # Names are the catalogue's own.
        f'INSERT INTO "{table.name}" ({names}) OVERRIDING SYSTEM VALUE '  # noqa: S608
        f'SELECT {names} FROM jsonb_populate_recordset(NULL::"{table.name}", %s::jsonb)'
    )
    batch: list[str] = []
    rows = 0

    def put() -> None:
        cursor.execute(statement, [f"[{','.join(batch)}]"])  # type: ignore[attr-defined]
        batch.clear()

    for line in lines:
        batch.append(line.decode())
        rows += 1
        if len(batch) == BATCH:
            put()
    if batch:
        put()
    if rows != part.rows:
        raise BadExport(f"Строк не столько, сколько в описи: {part.name}.")


def _wind(cursor: object, told: Manifest) -> None:
    """Counters go on from where they stood; a year's own is made again."""
    for each in told.sequences:
        name = str(each["name"])
        if not _NAME.fullmatch(name):
            raise BadExport(f"Имя счётчика не подходит: {name}.")
        cursor.execute(f'CREATE SEQUENCE IF NOT EXISTS "{name}"')  # type: ignore[attr-defined]
        cursor.execute(  # type: ignore[attr-defined]
            "SELECT setval(%s::regclass, %s, %s)", [f'"{name}"', each["value"], each["is_used"]]
        )


def _files(source: ZipFile, told: Manifest, tenant: Tenant) -> None:
    root = files_of(tenant)
    try:
        for part in told.files:
            path = PurePosixPath(part.name).relative_to("files")
            if ".." in path.parts or path.is_absolute():
                raise BadExport(f"Недопустимое имя файла: {part.name}.")
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            with source.open(part.name) as member, target.open("wb") as out:
                shutil.copyfileobj(member, out, _PIECE)
    except BaseException:
        shutil.rmtree(root, ignore_errors=True)
        raise
