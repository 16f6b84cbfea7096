"""Events on their way to the webhook: signed, repeated until taken; lost or shuffled on purpose."""

import hmac
import http.client
import itertools
import json
import queue
import random
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Event = dict[str, Any]
# Pauses between the tries of one event while it is not taken (Stripe tries for three days).
PAUSES_SECONDS = (1, 3, 10, 30, 120, 600)
SHUFFLED_SECONDS = 0.5


@dataclass(frozen=True)
class Endpoint:
    """Who listens; during a rotation of secrets each signs."""

    url: str
    secrets: tuple[str, ...]


@dataclass
class Post:
    """Events wait here until they are released, or leave at once when somebody carries them."""

    endpoints: list[Endpoint] = field(default_factory=list)
    waiting: list[Event] = field(default_factory=list)
    # Types that never arrive; "*" stands for all.
    dropped: set[str] = field(default_factory=set)
    copies: int = 1
    is_shuffled: bool = False
    # When to send it, its place among equals, how often it was tried.
    _leaving: "queue.PriorityQueue[tuple[float, int, int, Event]]" = field(
        default_factory=queue.PriorityQueue
    )
    _is_carried: bool = False
    _places: "itertools.count[int]" = field(default_factory=itertools.count)

    def push(self, event: Event) -> None:
        """Take an event that has just happened."""
        if self.dropped & {event["type"], "*"}:
            return
        if not self._is_carried:
            self.waiting.append(event)
            return
        for _ in range(self.copies):
            late = random.uniform(0, SHUFFLED_SECONDS) if self.is_shuffled else 0  # noqa: S311
            self._leave(late, 0, event)

    def taken(self) -> list[Event]:
        """The events that wait; from now on they are the caller's."""
        events, self.waiting = self.waiting, []
        return events

    def carry(self) -> None:
        """From now on send each event as it happens."""
        self._is_carried = True
        threading.Thread(target=self._carry, daemon=True).start()

    def _carry(self) -> None:
        while True:
            due, place, tries, event = self._leaving.get()
            if (early := due - time.monotonic()) > 0:
                self._leaving.put((due, place, tries, event))
                time.sleep(min(early, 0.05))
            elif not self.deliver(event) and tries < len(PAUSES_SECONDS):
                self._leave(PAUSES_SECONDS[tries], tries + 1, event)

    def _leave(self, after_seconds: float, tries: int, event: Event) -> None:
        self._leaving.put((time.monotonic() + after_seconds, next(self._places), tries, event))

    def deliver(self, event: Event) -> bool:
        """Send it to everybody who listens; whether all took it."""
        body = json.dumps(event, indent=2)
        return all(
            200 <= sent(each.url, body, signature(body, each.secrets)) < 300
            for each in self.endpoints
        )


def signature(body: str, secrets: tuple[str, ...], at: float | None = None) -> str:
    """The header `Stripe-Signature`: the time, one v1 for each secret, and a v0 to be ignored."""
    moment = int(time.time() if at is None else at)
    signed = f"{moment}.{body}".encode()
    marks = [hmac.new(secret.encode(), signed, "sha256").hexdigest() for secret in secrets]
    return ",".join([f"t={moment}", *(f"v1={mark}" for mark in marks), f"v0={'0' * 64}"])


def sent(url: str, body: str, header: str) -> int:
    """Post a body; the status, or 0 where nobody answers. `*.localhost` is this machine."""
    target = urlsplit(url)
    name = target.hostname or ""
    machine = "127.0.0.1" if name.endswith("localhost") else name
    line: http.client.HTTPConnection
    if target.scheme == "https":
        line = http.client.HTTPSConnection(
            machine, target.port or 443, timeout=10, context=ssl.create_default_context()
        )
    else:
        line = http.client.HTTPConnection(machine, target.port or 80, timeout=10)
    headers = {
        "Host": target.netloc,
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": header,
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    }
    try:
        line.request("POST", target.path or "/", body.encode(), headers)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()
