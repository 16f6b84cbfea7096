"""The embedded Valkey: broker, cache and abuse counters; may be wiped at any time without loss."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from . import ports
from .data_folder import DataFolder
from .passwords import Secrets
from .processes import Processes, Program
from .sentences import Refusal

NUMBERS = {"BROKER_URL": 0, "CACHE_URL": 1, "LIMITS_URL": 2}


class Valkey:
    """One Valkey in the data folder, with an append-only file and a password."""

    name = "valkey"

    def __init__(self, data: DataFolder, secrets: Secrets, program: Path, port: int) -> None:
        self.folder = data.path / "valkey"
        self.password = secrets.valkey
        self.binary = program
        self.port = port

    def addresses(self) -> dict[str, str]:
        """Broker, cache and counters: three numbered databases of one server."""
        place = f"redis://:{self.password}@{ports.LOOPBACK}:{self.port}"
        return {name: f"{place}/{number}" for name, number in NUMBERS.items()}

    def start(self, processes: Processes) -> None:
        """Start it and wait for its answer; files that it cannot read are thrown away once."""
        for attempt in (1, 2):
            processes.start(self._program())
            if ports.wait_until(
                self.is_ready, seconds=30, alive=lambda: processes.is_alive(self.name)
            ):
                return
            processes.stop([self.name])
            if attempt == 1:
                shutil.rmtree(self.folder, ignore_errors=True)
        raise Refusal(
            f"Valkey не запустился, его журнал: {processes.log(self.name)}\n"
            f"{processes.last_words(self.name)}"
        )

    def is_ready(self) -> bool:
        """It answers a ping."""
        return ask(self.addresses()["BROKER_URL"], "PING") == "PONG"

    def _program(self) -> Program:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        settings = self.folder / "valkey.conf"
        handle = os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            for name, value in self._settings().items():
                file.write(f"{name} {value}\n")
        return Program(self.name, (str(self.binary), str(settings)), dict(os.environ), self.folder)

    def _settings(self) -> Mapping[str, str]:
        return {
            "bind": ports.LOOPBACK,
            "port": str(self.port),
            "requirepass": self.password,
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }


def ask(url: str, *words: str) -> str | None:
    """One question in Valkey's protocol: the answer's last element, None without an answer."""
    address = urlsplit(url)
    if address.scheme != "redis":
        return None
    questions = []
    if address.password:
        user = [unquote(address.username)] if address.username else []
        questions.append(["AUTH", *user, unquote(address.password)])
    questions.append(list(words))
    try:
        place = (address.hostname or ports.LOOPBACK, address.port or 6379)
        with socket.create_connection(place, timeout=2) as connection:
            reader = connection.makefile("rb")
            answer: str | None = None
            for question in questions:
                connection.sendall(_encode(question))
                answer = _decode(reader)
            return answer
    except (OSError, ValueError):
        return None


def _encode(words: list[str]) -> bytes:
    parts = [f"*{len(words)}\r\n".encode()]
    parts += [f"${len(word.encode())}\r\n{word}\r\n".encode() for word in words]
    return b"".join(parts)


def _decode(reader: BinaryIO) -> str | None:
    """A simple answer, or the last element of a list; an error is no answer."""
    line = reader.readline().rstrip(b"\r\n")
    kind, rest = line[:1], line[1:]
    if kind in b"+:" and kind:
        return rest.decode()
    if kind == b"$" and int(rest) >= 0:
        return reader.read(int(rest) + 2)[:-2].decode()
    if kind == b"*":
        last = None
        for _ in range(int(rest)):
            last = _decode(reader)
        return last
    return None
