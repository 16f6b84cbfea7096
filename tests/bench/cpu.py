"""Where the processor time goes, group by group, so that a busy machine is told
from a slow product. Linux only; elsewhere nothing is found and the figures are zero."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def spent(groups: dict[str, int]) -> dict[str, float]:
    """Seconds of processor time used so far by each process with all its descendants."""
    table = _table()
    return {name: _family(pid, table) for name, pid in groups.items()}


def between(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """What was used from one look to the other."""
    return {name: after[name] - before.get(name, 0.0) for name in after}


def _table() -> dict[int, tuple[int, float]]:
    """Every process: its parent, and its own time with that of children it has buried."""
    table = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended while we looked
        seconds = sum(int(value) for value in fields[11:15]) / _TICK
        table[int(entry.parent.name)] = (int(fields[1]), seconds)
    return table


def _family(root: int, table: dict[int, tuple[int, float]]) -> float:
    total = table.get(root, (0, 0.0))[1]
    return total + sum(_family(pid, table) for pid, (parent, _) in table.items() if parent == root)


def postmaster(backend: int) -> int:
    """The process that all of a server's back-ends descend from."""
    parent, _ = _table().get(backend, (0, 0.0))
    return parent


def machine() -> tuple[float, float]:
    """Seconds so far that the machine's processors worked, and that they could have worked."""
    try:
        first = Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]
    except OSError:
        return 0.0, 0.0
    ticks = [int(value) / _TICK for value in first]
    whole = sum(ticks)
    return whole - ticks[3] - ticks[4], whole
