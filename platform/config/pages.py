"""The synchronous pages behind an ASGI server, for the embedded mode on one port."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware

from live.asgi import Application, Message, Receive, Scope, Send

THREADS = 8
"""Requests answered at once; each thread holds one database connection."""
DRAIN_BYTES = 64 * 1024 * 1024
DRAIN_SECONDS = 20
"""How much of a refused upload is still taken, so that the refusal can be read."""


def pages(application: Callable[..., Any], threads: int = THREADS) -> Application:
    """The WSGI application as an ASGI one.

    The server's `receive` and `send` are callables, not coroutine functions, and a2wsgi hands what
    they return to `run_coroutine_threadsafe`, which takes coroutines only: without the wrapping
    every GET works and every POST fails.
    """
    mounted = WSGIMiddleware(application, workers=threads)

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        gone = False
        unread = scope["type"] == "http" and _has_body(scope)

        async def receive_one() -> Message:
            nonlocal unread
            message = await receive()
            unread = message["type"] == "http.request" and message.get("more_body", False)
            return message

        async def send_one(message: Message) -> None:
            # a2wsgi's thread waits for ever on a queue that nobody empties any more, so a browser
            # that left during a download must not stop this from taking pieces.
            nonlocal gone
            if gone:
                return
            try:
                if unread and _is_last(message):
                    await drain()
                await send(message)
            except Exception:
                gone = True

        async def drain() -> None:
            """Take what the pages did not read: a browser still sending would see no answer."""
            taken = 0
            with suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    while unread and taken < DRAIN_BYTES:
                        taken += len((await receive_one()).get("body", b""))

        await mounted(_plain(scope), receive_one, send_one)  # type: ignore[arg-type]

    return call


def _has_body(scope: Scope) -> bool:
    return any(
        name.lower() in (b"content-length", b"transfer-encoding") and value != b"0"
        for name, value in scope["headers"]
    )


def _is_last(message: Message) -> bool:
    return message["type"] == "http.response.body" and not message.get("more_body", False)


def _plain(scope: Scope) -> Scope:
    """The request line and headers in the form that WSGI can carry and our middleware can trust.

    Bytes outside ASCII in the query are percent-encoded (a2wsgi would fail on them), repeated
    cookies are joined the way cookies are, and names with an underscore are dropped: WSGI cannot
    tell `X_Forwarded_For` from `X-Forwarded-For`.
    """
    if scope["type"] != "http":
        return scope
    headers: list[tuple[bytes, bytes]] = []
    cookies: list[bytes] = []
    for name, value in scope["headers"]:
        if name.lower() == b"cookie":
            cookies.append(value)
        elif b"_" not in name:
            headers.append((name, value))
    if cookies:
        headers.append((b"cookie", b"; ".join(cookies)))
    query = scope["query_string"]
    if not query.isascii():
        query = quote_from_bytes(query, safe="!#$%&'()*+,/:;=?@[]~").encode()
    return {**scope, "headers": headers, "query_string": query}
