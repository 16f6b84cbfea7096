"""The processes of one data folder: started in the background, known by birth, ended whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from . import identity
from .identity import Identity

MARK = "OTKLIK_RUN"
LARGE_LOG = 10 * 1024**2


@dataclass(frozen=True)
class Program:
    """What to run under which name, and how it likes to be asked to end."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    stop_signal: int = signal.SIGTERM
    patience: float = 10.0


@dataclass(frozen=True)
class Started:
    """The note left about a started process, enough to end it without knowing what it was."""

    name: str
    pid: int
    born: str
    stop_signal: int
    patience: float

    @property
    def identity(self) -> Identity:
        """This one life of the process."""
        return Identity(self.pid, self.born)

    def is_alive(self) -> bool:
        """It runs."""
        return self.identity.is_alive()


class Processes:
    """Starts, finds and ends the processes of one data folder.

    Every process leads a session of its own, so that the terminal's Ctrl-C reaches only us, and
    carries the folder's mark in its environment, so that orphans are found when their parent died.
    """

    def __init__(self, notes: Path, logs: Path) -> None:
        self.notes = notes
        self.logs = logs
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._programs: dict[str, Program] = {}

    @property
    def mark(self) -> str:
        """The line of environment that every process of this folder has."""
        return f"{MARK}={self.notes}"

    def start(self, program: Program) -> Started:
        """Start it in the background and write the note about it."""
        self.notes.mkdir(mode=0o700, exist_ok=True)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self._shorten(self.log(program.name))
        with open(self.log(program.name), "ab") as log:
            child = subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**program.environment, MARK: str(self.notes)},
                cwd=program.folder,
                start_new_session=True,
            )
        self._children[program.name] = child
        self._programs[program.name] = program
        born = identity.identify(child.pid)
        started = Started(
            program.name,
            child.pid,
            born.born if born else "",
            program.stop_signal,
            program.patience,
        )
        beside = self._note(program.name).with_suffix(".new")
        beside.write_text(json.dumps(asdict(started)), encoding="utf-8")
        beside.replace(self._note(program.name))
        return started

    def started(self) -> dict[str, Started]:
        """Everything that was started and not ended by us, alive or fallen."""
        found = {}
        for note in sorted(self.notes.glob("*.process")):
            try:
                started = Started(**json.loads(note.read_text(encoding="utf-8")))
            except (ValueError, TypeError, OSError):
                continue
            found[started.name] = started
        return found

    def is_alive(self, name: str) -> bool:
        """The process of this name runs."""
        child = self._children.get(name)
        if child is not None and child.poll() is not None:
            return False
        started = self.started().get(name)
        return started is not None and started.is_alive()

    def restart(self, name: str) -> None:
        """Start once more what this very object had started."""
        self.stop([name])
        self.start(self._programs[name])

    def stop(self, names: Iterable[str]) -> None:
        """End these and their offspring: ask, wait as long as each may need, kill what is left."""
        known = self.started()
        leaving = [known[name] for name in names if name in known]
        families = {one.name: identity.descendants(one.pid) for one in leaving if one.is_alive()}
        for one in leaving:
            one.identity.send(one.stop_signal)
        deadline = time.monotonic() + max((one.patience for one in leaving), default=0)
        while time.monotonic() < deadline and any(map(self._lives, leaving)):
            time.sleep(0.05)
        identity.end_now([one.identity for one in leaving])
        for family in families.values():
            identity.end_now(family)
        for one in leaving:
            self._bury(one.name)
            self._note(one.name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """End orphans that carry our mark: children whose parent was killed under them."""
        identity.end_now(identity.carrying(self.mark))

    def log(self, name: str) -> Path:
        """Where the process of this name writes."""
        return self.logs / f"{name}.log"

    def last_words(self, name: str, *, lines: int = 15) -> str:
        """The end of its log, for the person who must find out why it fell."""
        try:
            with open(self.log(name), "rb") as log:
                log.seek(max(0, os.fstat(log.fileno()).st_size - 8000))
                text = log.read().decode("utf-8", "replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    def _lives(self, started: Started) -> bool:
        child = self._children.get(started.name)
        if child is not None:
            return child.poll() is None
        return started.is_alive()

    def _bury(self, name: str) -> None:
        child = self._children.pop(name, None)
        if child is not None:
            child.wait()

    def _note(self, name: str) -> Path:
        return self.notes / f"{name}.process"

    @staticmethod
    def _shorten(log: Path) -> None:
        """Keep one older log beside when this one has grown large."""
        if log.exists() and log.stat().st_size > LARGE_LOG:
            log.replace(log.with_suffix(".log.1"))
