"""Ports of this machine's own address: which are free, who answers."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable

from .sentences import Refusal, port_taken

LOOPBACK = "127.0.0.1"

# Below the range that systems hand out to outgoing connections (32768 and up), so that a port
# found free now is not taken by somebody's outgoing connection a moment later.
INNER = range(20000, 30000)


def is_free(port: int) -> bool:
    """Nobody listens there, and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError:
            raise Refusal(
                f"Порт {port} разрешён только администратору: выберите номер от 1024, "
                "например --port 8000."
            ) from None
        except OSError:
            return False
    return not is_answering(port)


def is_answering(port: int) -> bool:
    """Somebody accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def require_free(port: int) -> None:
    """Refuse with a sentence when the port of the pages is taken."""
    if not 1 <= port <= 65535:
        raise Refusal(f"Порт {port} невозможен: нужен номер от 1024 до 65535.")
    if not is_free(port):
        raise Refusal(port_taken(port))


def pick(*, preferred: int | None = None, taken: frozenset[int] = frozenset()) -> int:
    """A free port for an embedded server: the one of last time if it still is."""
    if preferred is not None and preferred not in taken and is_free(preferred):
        return preferred
    for port in random.sample(INNER, 200):
        if port not in taken and is_free(port):
            return port
    raise Refusal("На машине не нашлось свободного порта для встроенных серверов.")


def wait_until(
    ready: Callable[[], bool], *, seconds: float, alive: Callable[[], bool], pause: float = 0.05
) -> bool:
    """Ask again and again until ready; False when the time is out or the one we wait for died."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        if not alive():
            return False
        time.sleep(pause)
    return False
