"""Servers and data for one check or bench: random ports, a folder of their own, gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.embedded import environment, passwords
from infra.embedded.data_folder import DataFolder
from infra.embedded.postgres import FORGETFUL
from infra.embedded.preparation import Preparation
from infra.embedded.processes import MARK, Processes
from infra.embedded.servers import Servers
from infra.embedded.venv import Venv

PUBLIC_PORT = 8000


@dataclass(frozen=True)
class Place:
    """Running servers, and what a process must be told to use them."""

    root: Path
    data: DataFolder
    venv: Venv
    everything: dict[str, str]

    def prepare(self, *, demo: bool) -> None:
        """Roles, tables and, when asked for, the demo cities."""
        Preparation(
            self.root, self.data, self.venv.python, self.everything, "embedded"
        ).bring_up_to_date(demo=demo)


@contextmanager
def servers(root: Path, venv: Venv, *, durable: bool) -> Iterator[Place]:
    """Servers for the block, whatever the environment names; they touch no running copy.

    Tests may forget everything when the machine falls; benches measure real commits.
    """
    data = DataFolder(Path(tempfile.mkdtemp(prefix="otklik-")).resolve())
    processes = Processes(data.run, data.logs)
    try:
        data.create()
        starting = Servers(data, processes, {}, settings={} if durable else FORGETFUL)
        addresses = starting.start(venv, {})
        secrets = passwords.of(data)
        everything = environment.product(root, data, secrets, addresses, PUBLIC_PORT)
        # What tests and browsers leave among temporary files goes away with the folder.
        temporary = data.path / "tmp"
        temporary.mkdir(mode=0o700)
        told = {"OTKLIK_ENV": "local", "TMPDIR": str(temporary), MARK: str(data.run)}
        yield Place(root, data, venv, {**everything, **told})
    finally:
        processes.stop(processes.started())
        processes.sweep()
        shutil.rmtree(data.path, ignore_errors=True)


def placeholders(root: Path, venv: Venv) -> dict[str, str]:
    """An environment whose addresses lead nowhere: for what reads settings and asks no server."""
    nowhere = "127.0.0.1:1"
    addresses = {
        "DATABASE_URL": f"postgresql://otklik_app:none@{nowhere}/otklik",
        "OWNER_DATABASE_URL": f"postgresql://otklik_owner:none@{nowhere}/otklik",
        "BROKER_URL": f"redis://{nowhere}/0",
        "CACHE_URL": f"redis://{nowhere}/1",
        "LIMITS_URL": f"redis://{nowhere}/2",
    }
    secrets = passwords.Secrets(*["placeholder" * 5] * 5)
    data = DataFolder(Path(tempfile.gettempdir()) / "otklik-nowhere")
    everything = environment.product(root, data, secrets, addresses, PUBLIC_PORT)
    everything.pop("ADMIN_DATABASE_URL", None)
    return {**everything, "OTKLIK_ENV": "local"}
