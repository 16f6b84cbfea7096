"""The database and the broker of one copy: embedded ones, or those that the environment names."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from . import binaries, passwords, ports
from .data_folder import DataFolder
from .postgres import Postgres
from .processes import Processes
from .progress import step
from .sentences import Refusal
from .valkey import NUMBERS, Valkey
from .venv import Venv

DATABASES = ("DATABASE_URL", "OWNER_DATABASE_URL", "ADMIN_DATABASE_URL")
OPEN_AND_ASK = "import os, psycopg; psycopg.connect(os.environ['TRIED']).execute('select 1')"


class Servers:
    """Starts what the environment does not already provide, and knows all addresses."""

    def __init__(
        self,
        data: DataFolder,
        processes: Processes,
        outer: Mapping[str, str],
        *,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data
        self.processes = processes
        self.given = {name: outer[name] for name in (*DATABASES, *NUMBERS) if outer.get(name)}
        self.settings = settings or {}
        self.made_cluster = False
        self.database = self.given.get("DATABASE_URL", "embedded")
        if "DATABASE_URL" in self.given and "OWNER_DATABASE_URL" not in self.given:
            raise Refusal(
                "Задан DATABASE_URL, но не задан OWNER_DATABASE_URL: для своего сервера базы "
                "данных нужны оба адреса (и ADMIN_DATABASE_URL, если роли ещё не созданы)."
            )

    def start(self, venv: Venv, last_ports: Mapping[str, int]) -> dict[str, str]:
        """Start what is missing; the addresses of all. Raises Refusal with the cause."""
        secrets = passwords.of(self.data)
        embedded: dict[str, str] = {}
        if "DATABASE_URL" not in self.given:
            postgres = Postgres(
                self.data,
                secrets,
                binaries.find_postgres(venv.path),
                ports.pick(preferred=last_ports.get(Postgres.name)),
            )
            embedded |= postgres.addresses()
            self._start_postgres(postgres, venv)
        if not self.given.keys() >= NUMBERS.keys():
            valkey = Valkey(
                self.data,
                secrets,
                binaries.find_valkey(venv.path),
                ports.pick(preferred=last_ports.get(Valkey.name)),
            )
            embedded |= valkey.addresses()
            with step("Запускаю Valkey"):
                valkey.start(self.processes)
        return {**embedded, **self.given}

    def _start_postgres(self, postgres: Postgres, venv: Venv) -> None:
        with step("Запускаю PostgreSQL"):
            self.made_cluster = postgres.create()
            postgres.start(self.processes, self.settings)
            tried = subprocess.run(
                [str(venv.python), "-c", OPEN_AND_ASK],
                env={"TRIED": postgres.addresses()["ADMIN_DATABASE_URL"]},
                capture_output=True,
                text=True,
                check=False,
            )
        if "password authentication failed" in tried.stderr:
            raise Refusal(
                f"Пароли в {self.data.secrets} не подходят к базе данных: верните этот файл "
                "из копии или начните с чистых данных (--fresh)."
            )
        if tried.returncode:
            raise Refusal(
                "База данных запустилась, но не отвечает: " + tried.stderr.strip().splitlines()[-1]
            )
