"""The product itself, as processes: for journeys and for what only shows between processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEALTHY_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Product:
    """Where the running product answers."""

    port: int

    def url(self, city: str, path: str = "/") -> str:
        """An address on a city's host."""
        return f"http://{city}.localhost:{self.port}{path}"


@contextmanager
def running(log: Path, **more: str) -> Iterator[Product]:
    """Web with the live stream, relay, worker and steward on a free port, over the tests' database.

    `more` is added to their environment.
    """
    port = _free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PUBLIC_PORT": str(port),
        "DIRECTORY_TTL_SECONDS": "1",
        **more,
    }
    tools = Path(sys.executable).parent
    manage = [sys.executable, str(ROOT / "platform" / "manage.py")]
    commands = {
        "web": [
            str(tools / "granian"), "--interface", "asgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", "1", "config.asgi:application",
        ],
        "relay": [*manage, "relay"],
        "steward": [*manage, "steward"],
        "worker": [str(tools / "celery"), "-A", "config.celery", "worker", "-c", "1", "-l", "warning"],
    }  # fmt: skip
    processes = []
    try:
        for name, command in commands.items():
            with (log / f"{name}.log").open("wb") as out:
                processes.append(
                    subprocess.Popen(
                        command,
                        env=environment,
                        cwd=ROOT,
                        stdout=out,
                        stderr=out,
                        start_new_session=True,
                    )
                )
        _wait(port, processes[0], log / "web.log")
        yield Product(port)
    finally:
        for process in processes:
            _stop(process)


def _wait(port: int, web: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/health/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the product did not come up:\n{log.read_text()[-3000:]}")


def _stop(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
    except ProcessLookupError:
        pass
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
