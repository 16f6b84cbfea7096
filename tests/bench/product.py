"""The product's processes for one measurement, against the servers that the environment names."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SERVERS = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "SECRET_KEY")


@dataclass(frozen=True, slots=True)
class Running:
    """The product while it runs: where the web answers, and every process by its name."""

    port: int
    processes: dict[str, int] = field(default_factory=dict)


def environment(**more: str) -> dict[str, str]:
    """What every process of the product gets: both source roots, production's way of working."""
    missing = [name for name in SERVERS if name not in os.environ]
    if missing:
        raise SystemExit(
            f"Set {', '.join(missing)}, or run `python3 infra/bench.py`, which does it."
        )
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(
            [str(ROOT), str(ROOT / "platform"), os.environ.get("PYTHONPATH", "")]
        ),
        "OTKLIK_ENV": os.environ.get("OTKLIK_ENV", "local"),
        "LOG_LEVEL": "WARNING",
        **more,
    }


def free_port() -> int:
    """A port of the loopback nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(
    name: str, *command: str | Path, env: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """One process for the block, asked to stop at its end; its log is shown if it failed."""
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env=env, stdout=log, stderr=log
        )
        try:
            yield child
        finally:
            died = child.poll() is not None
            if not died:
                child.send_signal(signal.SIGTERM)
                try:
                    child.wait(15)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
            log.seek(0)
            text = log.read().decode(errors="replace")
            if died or "Traceback" in text:
                print(f"--- {name}\n{text[-4000:]}", file=sys.stderr)


@contextmanager
def web(env: dict[str, str], *, workers: int = 2, threads: int = 4) -> Iterator[Running]:
    """Pages and API as in production."""
    port = free_port()
    command = (BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port))
    size = ("--workers", str(workers), "--blocking-threads", str(threads), "--no-ws")
    target = "config.wsgi:application"
    with process("web", *command, *size, "--log-level", "warning", target, env=env) as child:
        wait_until_answers(port, child)
        yield Running(port, {"web": child.pid})


@contextmanager
def everything(env: dict[str, str]) -> Iterator[Running]:
    """Web, stream, worker, beat and relay."""
    manage = (sys.executable, ROOT / "platform" / "manage.py")
    celery = (BIN / "celery", "-A", "config.celery")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        live_port = str(free_port())
        others: dict[str, int] = {}
        for name, command in {
            "live": (BIN / "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port",
                     live_port, "--log-level", "warning", "config.asgi:live"),
            "worker": (*celery, "worker", "-c", "2", "-l", "warning"),
            "beat": (*celery, "beat", "-s", f"{folder}/beat", "-l", "warning"),
            "relay": (*manage, "relay"),
        }.items():  # fmt: skip
            others[name] = running.enter_context(process(name, *command, env=env)).pid
        front = running.enter_context(web(env))
        yield Running(front.port, {**front.processes, **others})


def wait_until_answers(port: int, child: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Return when the port speaks HTTP; a status does not matter."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if child.poll() is not None:
            raise SystemExit("The web server ended before it answered.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The web server does not answer.")
