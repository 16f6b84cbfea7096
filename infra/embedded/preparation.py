"""Making the database ready: roles, tables, demo cities; each step only when it is due."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import environment
from .data_folder import DataFolder, write_private
from .programs import MANAGE
from .progress import step
from .sentences import NO_SPACE_MARKS, Refusal, out_of_space

SOURCES = ("tenants", "appeals", "billing", "onboarding", "platform")
NOT_SOURCES = ("__pycache__", "static", "templates", "docs")
BUILT = ".mo"


class Preparation:
    """What one copy's database was made ready with, and the way to make it so again."""

    def __init__(
        self,
        root: Path,
        data: DataFolder,
        python: Path,
        everything: Mapping[str, str],
        database: str,
    ) -> None:
        self.root = root
        self.data = data
        self.python = str(python)
        self.everything = everything
        self.database = database

    def bring_up_to_date(self, *, demo: bool) -> None:
        """Roles and tables when the sources changed, demo cities once."""
        done = self._done()
        fingerprint = self._fingerprint()
        owner = environment.for_owner(self.everything)
        shown = done.get("demo") is True and done.get("database") == self._name()
        if done.get("fingerprint") != fingerprint:
            if "ADMIN_DATABASE_URL" in self.everything:
                administrator = environment.for_administrator(self.everything)
                self._manage("Готовлю базу данных", administrator, "prepare_database")
            self._manage("Создаю и обновляю таблицы", owner, "migrate_all")
            self._manage("Собираю переводы", owner, "build_languages")
            self._remember(fingerprint, demo=shown)
        if demo and not (shown and self.data.logins.exists()):
            said = self._manage("Создаю демонстрационные города", owner, "demo", "--json")
            self._keep_logins(said)
            self._remember(fingerprint, demo=True)

    def forget(self) -> None:
        """The database is new: nothing in it is ready."""
        self.data.prepared.unlink(missing_ok=True)
        self.data.logins.unlink(missing_ok=True)

    def _manage(self, title: str, variables: Mapping[str, str], *arguments: str) -> str:
        """One command to its end; what it printed. A failure shows its last lines."""
        self.data.logs.mkdir(mode=0o700, exist_ok=True)
        log = self.data.logs / "prepare.log"
        with step(title), open(log, "a", encoding="utf-8") as errors:
            began = errors.tell()
            done = subprocess.run(
                [self.python, MANAGE, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=dict(variables),
                cwd=self.root,
                check=False,
            )
        if done.returncode:
            with open(log, encoding="utf-8", errors="replace") as written:
                written.seek(began)
                words = (done.stdout + written.read()).strip().splitlines()[-15:]
            if any(mark in line for line in words for mark in NO_SPACE_MARKS):
                raise Refusal(out_of_space(self.data.path))
            explanation = "\n".join(words)
            raise Refusal(f"{title}: не получилось, подробности в {log}\n{explanation}")
        return done.stdout

    def _keep_logins(self, said: str) -> None:
        """Store what `demo --json` printed; it is shown again at every start."""
        try:
            logins = json.loads(said)
        except ValueError:
            raise Refusal(f"Команда demo ответила не в том виде: {said[:200]!r}") from None
        write_private(self.data.logins, logins)

    def _done(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.data.prepared.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _remember(self, fingerprint: str, *, demo: bool) -> None:
        state = {"fingerprint": fingerprint, "database": self._name(), "demo": demo}
        write_private(self.data.prepared, state)

    def _name(self) -> str:
        """The database, without telling its password."""
        return hashlib.sha256(self.database.encode()).hexdigest()

    def _fingerprint(self) -> str:
        """Changes when any source does, or when it is another database."""
        digest = hashlib.sha256(self.database.encode())
        for file in sorted(self._files()):
            stat = file.stat()
            digest.update(f"{file}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    def _files(self) -> Iterator[Path]:
        for source in SOURCES:
            for folder, folders, names in os.walk(self.root / source):
                folders[:] = [name for name in folders if name not in NOT_SOURCES]
                kept = (name for name in names if not name.endswith(BUILT))
                yield from (Path(folder) / name for name in kept)
