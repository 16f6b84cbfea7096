"""The one database connection that hears of changes, and what happens when it breaks."""

from __future__ import annotations

import asyncio
import logging
import random

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from live.change import Change, NotAChange
from live.hub import Hub

CHANNEL = "otklik_live"

_log = logging.getLogger("live.listener")

_ALIVE_SECONDS = 10.0
"""Quiet time after which the connection is asked whether it still lives."""
_ANSWER_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 5.0

_CONNECT_SECONDS = 10.0


class Listener:
    """Hears `NOTIFY otklik_live` and passes it to the hub; reconnects for as long as it runs."""

    def __init__(self, dsn: str, hub: Hub) -> None:
        self._dsn = dsn
        self._hub = hub
        self.listening = asyncio.Event()
        """Set while notifications arrive."""

    async def run(self) -> None:
        """Listen until cancelled. When a break is over, everybody is told to fetch anew."""
        failures = 0
        heard_before = False
        while True:
            try:
                async with await self._connect() as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    if heard_before:
                        self._hub.interrupted()
                    heard_before, failures = True, 0
                    self.listening.set()
                    await self._hear(connection)
            except (psycopg.Error, OSError, TimeoutError) as error:
                _log.warning("the stream lost its database connection: %s", type(error).__name__)
            finally:
                self.listening.clear()
            failures += 1
            pause = min(0.1 * 2 ** min(failures - 1, 8), _LONGEST_PAUSE_SECONDS)
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - spread, not secrecy

    async def _connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        address = make_conninfo(self._dsn, application_name="otklik-live")
        async with asyncio.timeout(_CONNECT_SECONDS):
            return await psycopg.AsyncConnection.connect(address, autocommit=True)

    async def _hear(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        """Pass on what arrives; in quiet times prove that the other end is still there."""
        while True:
            async for notice in connection.notifies(timeout=_ALIVE_SECONDS):
                self._pass_on(notice.payload)
            async with asyncio.timeout(_ANSWER_SECONDS):
                await connection.execute("SELECT 1")

    def _pass_on(self, payload: str) -> None:
        try:
            self._hub.publish(Change.parse(payload))
        except NotAChange as error:
            _log.error("a notification of another shape was dropped: %s", error)
