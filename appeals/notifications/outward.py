"""HTTP to the outside: a deadline, no redirects, and never into a private network.

The address is checked at the moment of connecting, so that a name which answers differently the
second time (DNS rebinding) leads nowhere.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

DEADLINE_SECONDS = 15
MOST_BYTES = 64 * 1024
# Addresses of IPv6 that carry one of IPv4, which could be anything.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(OSError):
    """Nobody answered, or the address may not be spoken to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str], *, trusted: bool = False) -> Answer:
    """Send the body and read the answer's first bytes; a redirect is an answer like any other.

    `trusted`: the operator wrote the address into the settings, and it may be in our own network.

    Raises:
        Unreachable
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable("no address of HTTP")
    if not trusted and parts.scheme != "https":
        raise Unreachable("only HTTPS outside")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    try:
        line = _connected(parts.hostname, port, trusted=trusted)
        if parts.scheme == "https":
            line = ssl.create_default_context().wrap_socket(
                line, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
        with closing(line), _ended_in_time(line):
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            talk = http.client.HTTPConnection(parts.hostname, port, timeout=DEADLINE_SECONDS)
            talk.sock = line
            talk.request("POST", target, body, {**headers, "Connection": "close"})
            answer = talk.getresponse()
            said = answer.read(MOST_BYTES)
            return Answer(answer.status, dict(answer.getheaders()), said)
    except (OSError, http.client.HTTPException, ValueError) as failure:
        raise Unreachable(type(failure).__name__) from None


def is_public(address: str) -> bool:
    """Whether this address belongs to the open internet, whatever it is written as."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return is_public(str(parsed.ipv4_mapped))
        if parsed.sixtofour or parsed.teredo or parsed in _TRANSLATED:
            return False
    return parsed.is_global and not parsed.is_multicast


def _connected(host: str, port: int, *, trusted: bool) -> socket.socket:
    failure: OSError = Unreachable("no such host")
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not trusted and not is_public(str(place[0])):
            failure = Unreachable("a private network")
            continue
        line = socket.socket(family, kind, protocol)
        line.settimeout(DEADLINE_SECONDS)
        try:
            line.connect(place)
        except OSError as refused:
            line.close()
            failure = refused
            continue
        return line
    raise failure


@contextmanager
def _ended_in_time(line: socket.socket) -> Iterator[None]:
    """A drop every few seconds is also an answer that never ends: after the deadline it is cut."""
    end = threading.Timer(DEADLINE_SECONDS, _cut, [line])
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
