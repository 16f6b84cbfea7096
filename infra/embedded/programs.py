"""The product's own processes, each with only the addresses that it may know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from . import environment, ports, stripe
from .data_folder import DataFolder
from .processes import Program

MANAGE = "platform/manage.py"


def programs(
    root: Path, data: DataFolder, python: Path, everything: Mapping[str, str], port: int
) -> list[Program]:
    """All processes that must live for the product to be healthy."""
    app = environment.for_app(everything)
    owner = environment.for_owner(everything)
    celery = ("-m", "celery", "-A", "config.celery")
    beat = ("beat", "-s", str(data.path / "beat"))

    def program(name: str, variables: Mapping[str, str], *arguments: str) -> Program:
        return Program(name, (str(python), *arguments), variables, root)

    return [
        program("web", app, *_web(port)),
        program("worker", app, *celery, "worker", "-c", "2", "-l", "warning"),
        program("beat", app, *celery, *beat, "-l", "warning"),
        program("relay", app, MANAGE, "relay"),
        program("steward", owner, MANAGE, "steward"),
        *stripe.programs(root, data, python, everything, port),
    ]


def _web(port: int) -> tuple[str, ...]:
    """Pages and the live stream on one port; its back-log holds a square's worth of readers."""
    return (
        *("-m", "granian", "--interface", "asgi", "--host", ports.LOOPBACK),
        *("--port", str(port), "--workers", "1", "--log-level", "warning"),
        *("--backlog", "4096", "--backpressure", "20000", "--workers-kill-timeout", "3"),
        "config.asgi:application",
    )
