"""Staying with a running copy: its logs on the screen, fallen processes started again."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from .processes import Processes
from .progress import say
from .report import PROCESSES
from .stack import Stack

LONGEST_WAIT = 30.0
STEADY = 60.0


@dataclass
class Comeback:
    """How often one process fell lately, and when it may be tried again."""

    falls: int = 0
    not_before: float = 0.0
    started_at: float = field(default_factory=time.monotonic)

    def fell(self, now: float) -> float:
        """Seconds to wait: 1, 2, 4 … 30; a process that held a minute begins anew."""
        self.falls = 0 if now - self.started_at > STEADY else self.falls
        wait = min(LONGEST_WAIT, 2.0**self.falls)
        self.falls += 1
        self.not_before = now + wait
        return wait


class Tail:
    """New lines of several logs, each with the name of its process before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, int] = {
            log: log.stat().st_size for log in sorted(folder.glob("*.log"))
        }

    def new_lines(self) -> list[str]:
        """What was written since the last look; a log that was put aside is read from its start."""
        found = []
        for log in sorted(self.folder.glob("*.log")):
            size = log.stat().st_size
            begin = self._read.get(log, 0)
            begin = 0 if size < begin else begin
            with open(log, "rb") as file:
                file.seek(begin)
                whole = file.read(size - begin).rpartition(b"\n")[0]
            if whole:
                self._read[log] = begin + len(whole) + 1
                lines = whole.decode("utf-8", "replace").splitlines()
                found += [f"{log.stem:<9} {line}" for line in lines]
        return found


def attend(stack: Stack, *, mend: bool) -> None:
    """Show the logs until the copy is stopped elsewhere; with `mend`, start again what falls.

    Ends by KeyboardInterrupt when the person presses Ctrl-C.
    """
    tail = Tail(stack.data.logs)
    comebacks: dict[str, Comeback] = {}
    while stack.port() is not None:
        for line in tail.new_lines():
            print(line, flush=True)
        if mend:
            _mend(stack.processes, comebacks, stack.names())
        time.sleep(0.5)
    say("Отклик остановлен из другого окна.")


def _mend(processes: Processes, comebacks: dict[str, Comeback], names: list[str]) -> None:
    now = time.monotonic()
    for name in names:
        comeback = comebacks.setdefault(name, Comeback())
        if processes.is_alive(name):
            continue
        if not comeback.not_before:
            wait = comeback.fell(now)
            say(f"Процесс «{PROCESSES.get(name, name)}» упал, запускаю снова через {wait:.0f} с.")
        elif now >= comeback.not_before:
            processes.restart(name)
            comeback.not_before = 0.0
            comeback.started_at = now


def mute_broken_pipe() -> None:
    """The reader of our output has gone (`| head`): end quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
