"""Where finished pages wait to be sent again: Valkey, which may forget, lie idle or be away.

A page is a few seconds' saving of work and nothing else: without the store every page is made anew.
"""

import logging
import time
from functools import lru_cache

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from tenants.isolation import scope

log = logging.getLogger(__name__)

# A store that does not answer at once is left alone for a while: it must not cost more than it saves.
TIMEOUT_SECONDS = 0.25
REST_SECONDS = 5.0
_SPLIT = b"\n"


class _Rest:
    until = 0.0


def get(key: str) -> tuple[str, bytes] | None:
    """The tag and the body kept under this key of the current city; None: make it."""
    if time.monotonic() < _Rest.until:
        return None
    try:
        kept = _store().get(_named(key))
    except RedisError:
        _leave_alone()
        return None
    if not isinstance(kept, bytes):
        return None
    tag, _, body = kept.partition(_SPLIT)
    return tag.decode(), body


def put(key: str, tag: str, body: bytes, seconds: int) -> None:
    """Keep a page for so many seconds."""
    if time.monotonic() < _Rest.until:
        return
    try:
        _store().set(_named(key), tag.encode() + _SPLIT + body, ex=seconds)
    except RedisError:
        _leave_alone()


def _named(key: str) -> str:
    return f"{scope.schema()}:page:{key}"


def _leave_alone() -> None:
    _Rest.until = time.monotonic() + REST_SECONDS
    log.warning("The store of pages does not answer; pages are made anew.")


@lru_cache(1)
def _store() -> Redis:
    return Redis.from_url(
        settings.CACHES["default"]["LOCATION"],
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
    )
