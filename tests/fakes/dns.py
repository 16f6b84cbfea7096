"""A name server of one thread over real UDP: answers what it was told, or keeps silent."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass
class NameServer:
    """`names["otklik.penza.ru"] = "penza.localhost"`; an empty text: the name without a CNAME."""

    port: int = 0
    names: dict[str, str] = field(default_factory=dict)
    is_silent: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """What DNS_SERVER says of it."""
        return f"127.0.0.1:{self.port}"


@contextmanager
def name_server() -> Iterator[NameServer]:
    """Open inside the block."""
    server = NameServer()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        server.port = door.getsockname()[1]
        threading.Thread(target=_serve, args=[door, server], daemon=True).start()
        yield server


def _serve(door: socket.socket, server: NameServer) -> None:
    while True:
        try:
            packet, sender = door.recvfrom(2048)
        except OSError:
            return
        if not server.is_silent:
            door.sendto(_answer(server, dns.message.from_wire(packet)).to_wire(), sender)


def _answer(server: NameServer, query: dns.message.Message) -> dns.message.Message:
    (question,) = query.question
    name = question.name.to_text(omit_final_dot=True)
    server.asked.append(name)
    answer = dns.message.make_response(query)
    answer.flags |= dns.flags.RA
    if name not in server.names:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    elif server.names[name]:
        target = f"{server.names[name]}."
        answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", "CNAME", target))
    return answer
