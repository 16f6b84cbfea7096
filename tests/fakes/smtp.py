"""A post office of one thread: takes letters over real SMTP, and refuses whom it is told to refuse."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class PostOffice:
    """What came in, and how to answer: `refusing["a@b.ru"] = "550 5.1.1 no such user"`."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refusing: dict[str, str] = field(default_factory=dict)
    greeting: str = "220 post.test ready"

    @property
    def url(self) -> str:
        """What EMAIL_URL says of it."""
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def post_office(certificate: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """Open inside the block; with a certificate it speaks TLS from the first byte."""
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as door:
        office.port = door.getsockname()[1]
        threading.Thread(target=_serve, args=[door, office, certificate], daemon=True).start()
        yield office


def _serve(door: socket.socket, office: PostOffice, certificate: ssl.SSLContext | None) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        try:
            line = certificate.wrap_socket(line, server_side=True) if certificate else line
        except OSError:
            continue
        with line, line.makefile("rwb") as talk:
            _talk(talk, office)


def _talk(talk, office: PostOffice) -> None:
    def say(words: str) -> None:
        talk.write(f"{words}\r\n".encode())
        talk.flush()

    say(office.greeting)
    for raw in iter(talk.readline, b""):
        command = raw.decode().strip()
        verb = command[:4].upper()
        if verb == "RCPT":
            address = command.partition("<")[2].partition(">")[0]
            say(office.refusing.get(address, "250 fine"))
        elif verb == "DATA":
            say("354 go on")
            lines = list(iter(talk.readline, b".\r\n"))
            office.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
            say("250 taken")
        elif verb == "QUIT":
            say("221 bye")
            return
        else:
            say("250 fine")
