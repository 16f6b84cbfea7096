"""Everything a city has, as one archive in an open format (platform/docs/export-format.md).

Tables go out as JSON Lines by COPY, row by row, from one snapshot; files follow as they are. The
archive is written beside its name and renamed when it is whole, so a crash leaves nothing half-done.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import connections, transaction

from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.lifecycle import tables
from tenants.lifecycle.manifest import NAME, Manifest, Part
from tenants.lifecycle.tables import Table

# `tell(done, all)`: how many tables are out already.
Tell = Callable[[int, int], None]
_PIECE = 1024 * 1024


def folder(schema: str) -> Path:
    """Where a city's exports lie: apart from its files, outside every site."""
    scope.check_schema_name(schema)
    return Path(settings.EXPORTS_ROOT) / schema


def write(tenant: Tenant, name: str, *, at: datetime, tell: Tell) -> tuple[Path, Manifest]:
    """The archive and its manifest; repeating it writes the same tables again."""
    place = folder(tenant.schema)
    place.mkdir(parents=True, exist_ok=True, mode=0o750)
    unfinished = place / f"{name}.part"
    with scope.entered(tenant), transaction.atomic("owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        manifest = Manifest(
            made_at=at.isoformat(),
            city=_city(tenant),
            migrations=tables.migrations(),
            sequences=[asdict(each) for each in tables.sequences()],
        )
        found = tables.tables()
        with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for done, table in enumerate(found):
                tell(done, len(found))
                manifest.tables.append(_table(archive, table))
            for path in _files(tenant):
                manifest.files.append(_file(archive, tenant, path))
            archive.writestr(NAME, manifest.written())
    tell(len(found), len(found))
    os.chmod(unfinished, 0o640)
    whole = place / name
    os.replace(unfinished, whole)
    return whole, manifest


def files_of(tenant: Tenant) -> Path:
    """Where the city keeps its files."""
    return Path(settings.MEDIA_ROOT) / tenant.schema


def digest_of(path: Path) -> str:
    """The SHA-256 of a file on the disk."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _city(tenant: Tenant) -> dict[str, Any]:
    facts = asdict(tenant)
    told = ("name", "code", "latin_code", "time_zone", "host", "latitude", "longitude", "branding")
    return {"schema": tenant.schema, **{name: facts[name] for name in told}}


def _table(archive: ZipFile, table: Table) -> Part:
    rows = 0
    row = "to_jsonb(t)" + "".join(f" - '{name}'" for name in table.computed)
    order = ", ".join(f't."{name}"' for name in table.key) or "1"
    with (
        _counted(archive, f"tables/{table.name}.jsonl") as (told, out),
        connections["owner"].cursor() as cursor,
        cursor.copy(
            f'COPY (SELECT ({row})::text FROM "{table.name}" t ORDER BY {order}) TO STDOUT'  # noqa: S608
        ) as copy,
    ):
        copy.set_types(["text"])
        for (line,) in copy.rows():
            out.write(line.encode() + b"\n")
            rows += 1
    return Part(told.name, told.size, told.digest.hexdigest(), rows)


def _files(tenant: Tenant) -> Iterator[Path]:
    root = files_of(tenant)
    if root.is_dir():
        yield from sorted(path for path in root.rglob("*") if path.is_file())


def _file(archive: ZipFile, tenant: Tenant, path: Path) -> Part:
    name = path.relative_to(files_of(tenant)).as_posix()
    with _counted(archive, f"files/{name}") as (told, out), path.open("rb") as source:
        shutil.copyfileobj(source, out, _PIECE)
    return Part(told.name, told.size, told.digest.hexdigest())


class _Told:
    """A member of the archive while it is written."""

    def __init__(self, name: str, out: Any) -> None:
        self.name, self.out, self.size, self.digest = name, out, 0, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        """Pass it on, counted."""
        self.size += len(piece)
        self.digest.update(piece)
        return int(self.out.write(piece))


@contextmanager
def _counted(archive: ZipFile, name: str) -> Iterator[tuple[_Told, BinaryIO]]:
    with archive.open(name, "w", force_zip64=True) as out:
        told = _Told(name, out)
        yield told, told  # type: ignore[misc]
