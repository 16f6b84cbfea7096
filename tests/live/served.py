"""Applications under a real granian, on a port of their own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def granian(target: str, interface: str = "asgi") -> Iterator[tuple[int, subprocess.Popen]]:
    """The port and the process; the process is gone after the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).parent / "granian", "--interface", interface, "--port", port]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"}
    child = subprocess.Popen(
        [str(part) for part in [*command, "--log-level", "warning", target]], cwd=ROOT, env=env
    )
    try:
        _wait(port, child)
        yield port, child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(port: int, child: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("granian does not answer")


class Reader:
    """A browser's open stream, read by hand."""

    def __init__(self, port: int, query: str = "", host: str = "penza.localhost", **headers: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.connection.request("GET", f"/live/{query}", headers={"Host": host, **headers})
        self.answer = self.connection.getresponse()
        self.status = self.answer.status

    def until(self, text: str) -> str:
        """Everything up to the line that holds the text."""
        got = ""
        while text not in got:
            line = self.answer.readline()
            if not line:
                raise EOFError(got)
            got += line.decode()
        return got

    def close(self) -> None:
        self.connection.close()


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """One request on a connection of its own; status and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, {"Host": "penza.localhost", **named})
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()
