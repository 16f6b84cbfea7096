"""Who a process is: its number together with its moment of birth.

A number alone is not enough: the system gives it to somebody else later, and a stop that trusts
the number of yesterday's file kills a stranger.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Identity:
    """One life of one process; equal only to itself, across reboots too."""

    pid: int
    born: str

    def is_alive(self) -> bool:
        """Still running: the same birth, and not a finished one waiting to be buried."""
        return identify(self.pid) == self

    def send(self, number: int) -> bool:
        """Signal this very process, never the next holder of its number."""
        if not self.is_alive():
            return False
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            return False
        return True


def identify(pid: int) -> Identity | None:
    """The process that holds this number now; None when nobody living does."""
    if sys.platform == "linux":
        fields = _stat(pid)
        if fields is None or fields[0] in "ZX":
            return None
        return Identity(pid, f"{_boot()}/{fields[19]}")
    answer = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    state, _, born = answer.partition(" ")
    return Identity(pid, born.strip()) if born and not state.startswith("Z") else None


def descendants(pid: int) -> list[Identity]:
    """Children, their children and so on, as they are now."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents().items():
        children.setdefault(parent, []).append(child)
    found: list[Identity] = []
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            waiting.append(child)
            identity = identify(child)
            if identity:
                found.append(identity)
    return found


def carrying(mark: str) -> list[Identity]:
    """Every process of ours whose environment has this mark, orphans included (Linux only)."""
    if sys.platform != "linux":
        return []
    wanted = mark.encode()
    found = []
    for pid in _numbers():
        try:
            environment = (PROC / str(pid) / "environ").read_bytes()
        except OSError:
            continue
        if wanted in environment.split(b"\0"):
            identity = identify(pid)
            if identity:
                found.append(identity)
    return found


def end_now(identities: list[Identity]) -> None:
    """Kill without asking those who did not end when asked, and see them gone."""
    killed = [identity for identity in identities if identity.send(signal.SIGKILL)]
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(one.is_alive() for one in killed):
        time.sleep(0.01)


def _numbers() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the name, which may hold spaces and brackets itself."""
    try:
        text = (PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _parents() -> dict[int, int]:
    if sys.platform == "linux":
        pairs = {pid: _stat(pid) for pid in _numbers()}
        return {pid: int(fields[1]) for pid, fields in pairs.items() if fields}
    listing = subprocess.run(
        ["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=False
    ).stdout
    return {int(pid): int(parent) for pid, parent in (row.split() for row in listing.splitlines())}


def _boot() -> str:
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
