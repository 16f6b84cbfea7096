"""The folder of one copy's data: recognised by its marker, locked while somebody changes it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .sentences import Refusal, about_os_error, not_enough_space

MARKER = ".otklik-data"
LOCK = ".lock"


@dataclass(frozen=True)
class DataFolder:
    """Everything that outlives a stop, and the traces of what runs now."""

    path: Path

    @property
    def run(self) -> Path:
        """Who was started: one file per process, and the address book of this run."""
        return self.path / "run"

    @property
    def logs(self) -> Path:
        """What the processes say."""
        return self.path / "log"

    @property
    def secrets(self) -> Path:
        """Passwords of this copy, readable by its owner alone."""
        return self.path / "secrets.json"

    @property
    def logins(self) -> Path:
        """Demo log-ins as the product printed them when it made the demo cities."""
        return self.path / "logins.json"

    @property
    def prepared(self) -> Path:
        """What the database was last prepared with."""
        return self.path / "prepared.json"

    def exists(self) -> bool:
        """There is such a folder, and it is ours."""
        return (self.path / MARKER).is_file()

    def create(self) -> bool:
        """Make the folder unless it is there; True when this call made it.

        Refuses a folder that holds somebody's files, or that belongs to somebody else.
        """
        try:
            if self.path.exists():
                return self._take()
            self.path.mkdir(parents=True, mode=0o700)
            self._mark()
            return True
        except OSError as error:
            raise Refusal(about_os_error(error)) from error

    def require_own(self) -> None:
        """Refuse to work in another person's folder: files of two owners do not mix."""
        owner = self.path.stat().st_uid
        if owner != os.geteuid():
            raise Refusal(
                f"Папка данных {self.path} принадлежит другому пользователю ({_name_of(owner)}): "
                "запустите от его имени или укажите свою папку через --data."
            )

    def require_space(self, needed: int) -> None:
        """Refuse before anything is begun when the disk cannot hold it."""
        require_space(self.path, needed)

    def erase(self) -> None:
        """Empty the folder; only one that carries our marker."""
        if not self.exists():
            raise Refusal(f"Папка {self.path} не похожа на папку данных Отклика: не трогаю её.")
        for entry in self.path.iterdir():
            if entry.name in (MARKER, LOCK):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def remove(self) -> None:
        """Take away a folder that this very start had made."""
        if self.exists():
            shutil.rmtree(self.path, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One start or stop at a time; the second waits for the first."""
        with open(self.path / LOCK, "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _take(self) -> bool:
        if not self.path.is_dir():
            raise Refusal(f"{self.path} – не папка: укажите папку данных через --data.")
        self.require_own()
        if self.exists():
            return False
        if any(self.path.iterdir()):
            raise Refusal(
                f"В папке {self.path} уже лежат чужие файлы: укажите пустую или новую "
                "папку через --data."
            )
        self._mark()
        return False

    def _mark(self) -> None:
        text = "Данные Отклика: эту папку создала и может стереть команда infra/up.py --fresh.\n"
        (self.path / MARKER).write_text(text, encoding="utf-8")


def require_space(path: Path, needed: int) -> None:
    """Refuse when the disk under this path has less room than needed, in bytes."""
    existing = path
    while not existing.exists():
        existing = existing.parent
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise Refusal(not_enough_space(path, needed=needed, free=free))


def write_private(path: Path, content: object) -> None:
    """Write beside and rename, readable by the owner alone."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
    beside.replace(path)


def _name_of(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"номер {uid}"
