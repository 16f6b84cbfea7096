"""One copy of the product: brought up whole, told about, taken down whole."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from . import environment, health, passwords, ports, report, stripe
from .data_folder import DataFolder, write_private
from .postgres import Postgres
from .preparation import Preparation
from .processes import Processes
from .programs import programs
from .progress import step
from .sentences import Refusal
from .servers import Servers
from .valkey import Valkey
from .venv import Venv

# The servers leave last: the others need them to finish what they are doing.
SERVERS = (Valkey.name, Postgres.name)
KEPT_PORTS = (
    (Postgres.name, "DATABASE_URL"),
    (Valkey.name, "BROKER_URL"),
    (stripe.NAME, "STRIPE_API_URL"),
)
ROOM_FOR_NEW_DATA = 400 * 1024**2
ROOM_FOR_OLD_DATA = 100 * 1024**2
PATIENCE = 120.0


class Stack:
    """Everything that one data folder runs."""

    def __init__(self, root: Path, data: DataFolder) -> None:
        self.root = root
        self.data = data
        self.venv = Venv(root)
        self.processes = Processes(data.run, data.logs)

    def start(
        self, port: int, *, demo: bool, fresh: bool, outer: Mapping[str, str] = os.environ
    ) -> None:
        """Bring everything up and wait until it is healthy; on a failure take it down again."""
        self.stop()
        ports.require_free(port)
        if fresh:
            self.data.erase()
        new = not (self.data.path / "postgres").exists()
        self.data.require_space(ROOM_FOR_NEW_DATA if new else ROOM_FOR_OLD_DATA)
        self.venv.ensure()
        try:
            self._start(port, demo=demo, outer=outer)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> list[str]:
        """End everything that this folder started, in order; the names of what was alive."""
        started = self.processes.started()
        alive = [name for name, one in started.items() if one.is_alive()]
        self._address_book.unlink(missing_ok=True)
        self.processes.stop(name for name in started if name not in SERVERS)
        for name in SERVERS:
            self.processes.stop([name])
        self.processes.sweep()
        return alive

    def status(self) -> report.Status:
        """What runs now, and where."""
        book = self._book()
        if not book:
            return report.Status(healthy=False, addresses={}, processes={})
        started = self.processes.started()
        states = {}
        for name in book["names"]:
            one = started.get(name)
            if one is not None and one.is_alive():
                states[name] = report.State("running", one.pid)
            else:
                states[name] = report.State("crashed" if one else "stopped", None)
        logins = self._logins()
        return report.Status(
            healthy=all(one.state == "running" for one in states.values()) and self._answers(book),
            addresses=report.addresses(logins, domain=book["domain"], port=book["port"]),
            processes=states,
            logins=logins,
            catches=bool(book.get("catches")),
            stripe=str(book.get("stripe", "")),
        )

    def port(self) -> int | None:
        """The port of the pages while the copy runs."""
        book = self._book()
        return int(book["port"]) if book else None

    def manage(self, arguments: Sequence[str]) -> int:
        """Run one management command as the owner of the tables; its own exit code."""
        try:
            told = dict(json.loads(self._owner_note.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            told = {}
        if not told or self.port() is None:
            raise Refusal("Отклик не запущен: сначала python3 infra/up.py start.")
        command = [str(self.venv.python), str(self.root / "platform" / "manage.py"), *arguments]
        return subprocess.run(command, env={**os.environ, **told}, check=False).returncode

    def names(self) -> list[str]:
        """The processes that should live while the copy runs."""
        return list(self._book().get("names", []))

    def _start(self, port: int, *, demo: bool, outer: Mapping[str, str]) -> None:
        servers = Servers(self.data, self.processes, outer)
        last_ports = self._last_ports()
        addresses = servers.start(self.venv, last_ports)
        addresses |= stripe.addresses(outer, last_port=last_ports.get(stripe.NAME))
        secrets = passwords.of(self.data)
        everything = environment.product(
            self.root, self.data, secrets, addresses, port, outer=outer
        )
        write_private(self._owner_note, environment.for_owner(everything))
        preparation = Preparation(
            self.root, self.data, self.venv.python, everything, servers.database
        )
        if servers.made_cluster:
            preparation.forget()
        preparation.bring_up_to_date(demo=demo)
        # Pages look for collected assets there; in the embedded mode they come from the sources.
        (self.data.path / "static").mkdir(exist_ok=True)
        own = programs(self.root, self.data, self.venv.python, everything, port)
        running = [*self.processes.started(), *(program.name for program in own)]
        book = {
            "port": port,
            "domain": everything["BASE_DOMAIN"],
            "broker": everything["BROKER_URL"],
            "names": running,
            "catches": everything["EMAIL_URL"].startswith("file:"),
            "stripe": addresses.get("STRIPE_API_URL", ""),
        }
        self._remember_ports(addresses, running)
        with step("Запускаю сайты и фоновые процессы") as current:
            for program in own:
                self.processes.start(program)
            self._wait(book, current.note)
        write_private(self._address_book, book)

    def _wait(self, book: Mapping[str, Any], note: Callable[[str], None]) -> None:
        """Until all answer; a process that falls meanwhile ends the waiting with its last words."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            fallen = [name for name in book["names"] if not self.processes.is_alive(name)]
            if fallen:
                raise Refusal(self._obituary(fallen[0]))
            if self._answers(book):
                return
            note("жду, пока всё ответит")
            time.sleep(0.1)
        silent = "worker" if health.pages(book["port"]) else "web"
        raise Refusal(f"За {PATIENCE:.0f} с не ответил процесс. {self._obituary(silent)}")

    def _answers(self, book: Mapping[str, Any]) -> bool:
        return health.pages(book["port"]) and health.worker(book["broker"])

    def _obituary(self, name: str) -> str:
        return (
            f"Процесс «{report.PROCESSES.get(name, name)}» не работает, его журнал: "
            f"{self.processes.log(name)}\n{self.processes.last_words(name)}"
        )

    @property
    def _owner_note(self) -> Path:
        return self.data.run / "owner.json"

    @property
    def _address_book(self) -> Path:
        return self.data.run / "run.json"

    def _book(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._address_book.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            return {}

    def _logins(self) -> list[dict[str, Any]]:
        try:
            return list(json.loads(self.data.logins.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            return []

    def _last_ports(self) -> dict[str, int]:
        try:
            return dict(json.loads((self.data.path / "ports.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _remember_ports(self, addresses: Mapping[str, str], running: list[str]) -> None:
        """Embedded servers keep their ports, so that a database tool's bookmark stays true."""
        kept = {
            name: urlsplit(addresses[variable]).port
            for name, variable in KEPT_PORTS
            if name in running
        }
        write_private(self.data.path / "ports.json", kept)
