"""Run a command as nobody: PostgreSQL refuses to serve under the administrator's account.

Used as a program of its own, `python -I demoted.py WAY COMMAND…`, because the change must happen
between fork and exec. Two ways:

* `namespace` – a user namespace in which the administrator is *shown* as user 65534. Files keep
  their owner, nothing is copied. Some containers forbid it.
* `uid` – truly become user 65534; the binaries and the data must be reachable for that user.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

NOBODY = 65534
CLONE_NEWUSER = 0x10000000
WAYS = ("namespace", "uid")


def enter_namespace() -> None:
    """Show this process to itself as nobody."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1")


def become_nobody() -> None:
    """Give the administrator's rights up for good."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def prefix(way: str | None) -> list[str]:
    """What to put before a command so that it runs this way; nothing for a plain user."""
    return [sys.executable, "-I", __file__, way] if way else []


def works(way: str, *command: str) -> bool:
    """Such a command succeeds this way on this machine."""
    return (
        subprocess.run(
            [*prefix(way), *command], capture_output=True, stdin=subprocess.DEVNULL, cwd="/"
        ).returncode
        == 0
    )


def main(way: str, command: list[str]) -> None:
    """Change the identity, then become the command."""
    if way == "namespace":
        enter_namespace()
    else:
        become_nobody()
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
