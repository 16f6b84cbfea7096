"""Idempotency keys: the first answer under a key is the answer for a day, whatever it was."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from infra.fake_stripe.errors import Refused

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Answer:
    """What a request was answered."""

    status: int
    body: dict[str, Any]


class Keys:
    """What was asked and answered under each key."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, str, Answer]] = {}
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        """Nobody else works under this key inside the block.

        Raises:
            Refused: somebody does.
        """
        with self._lock:
            if key and key in self._busy:
                raise Refused(
                    "There is currently another in-progress request using this Idempotency Key.",
                    status=409,
                    kind="idempotency_error",
                    code="idempotency_key_in_use",
                )
            self._busy.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(key)

    def known(self, key: str, request: str, params: dict[str, Any]) -> Answer | None:
        """The answer given before.

        Raises:
            Refused: the key was used for another request.
        """
        made, asked, answer = self._known.get(key, (0.0, "", None))
        if not key or answer is None or made < time.time() - KEPT_SECONDS:
            return None
        if asked != _fingerprint(request, params):
            raise Refused(
                "Keys for idempotent requests can only be used with the same parameters they were "
                f"first used with. Try using a key other than '{key}' if you meant to execute a "
                "different request.",
                kind="idempotency_error",
            )
        return answer

    def keep(self, key: str, request: str, params: dict[str, Any], answer: Answer) -> None:
        """Remember an answer."""
        if key:
            self._known[key] = (time.time(), _fingerprint(request, params), answer)

    def forget(self) -> None:
        """A day has passed."""
        self._known.clear()


def _fingerprint(request: str, params: dict[str, Any]) -> str:
    return f"{request} {json.dumps(params, sort_keys=True)}"
