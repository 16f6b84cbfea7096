"""`/live/` as a raw ASGI application: no middleware, no session, nothing but public changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs

from live.addresses import Addresses, FindSchema, Unknown
from live.asgi import SECURITY_HEADERS, Receive, Scope, Send, answer, header
from live.change import NUMBER
from live.farewell import on_stop
from live.hub import Hub
from live.listener import Listener
from live.places import NoPlace, Places
from live.stream import stream

PATH = "/live/"

_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    *SECURITY_HEADERS,
]


class BadQuestion(ValueError):
    """The query names no appeal that could exist."""


class Live:
    """The stream's door: one hub and one listener for every city of this process."""

    def __init__(
        self,
        dsn: str,
        find_schema: FindSchema,
        *,
        places: Places | None = None,
        proxies: int = 0,
        listener: Callable[[str, Hub], Listener] = Listener,
    ) -> None:
        self.hub = Hub()
        self._dsn = dsn
        self._addresses = Addresses(find_schema)
        self._places = places or Places()
        self._proxies = proxies
        self._make_listener = listener
        self._listening: asyncio.Task[None] | None = None
        self._awaiting_stop = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's start and stop."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def start(self) -> None:
        """Begin to listen, once per process; without a lifespan, at the first stream."""
        if self._listening is None or self._listening.done():
            listener = self._make_listener(self._dsn, self.hub)
            self._listening = asyncio.get_running_loop().create_task(listener.run())

    async def stop(self) -> None:
        """End the streams and the listener."""
        self.hub.close()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        body = method != "HEAD"
        host = header(scope, b"host")
        try:
            schema = await self._addresses.schema_at(host)
        except Unknown:
            return await _later(send, body)
        if schema is None or scope["path"] != PATH:
            return await answer(send, 404, "Такой страницы нет.\n", body=body)
        if method not in ("GET", "HEAD"):
            return await answer(send, 405, "Только чтение.\n", (b"allow", b"GET, HEAD"))
        try:
            number, seen = _question(scope["query_string"])
        except BadQuestion as error:
            return await answer(send, 400, f"{error}\n", body=body)
        if self.hub.closed:
            return await _later(send, body)
        try:
            with self._places.taken(self._client(scope)):
                await send(
                    {"type": "http.response.start", "status": 200, "headers": _STREAM_HEADERS}
                )
                if method == "HEAD":
                    return await send({"type": "http.response.body", "body": b""})
                self.start()
                if not self._awaiting_stop:
                    self._awaiting_stop = True
                    on_stop(self.hub.close)
                last_id = header(scope, b"last-event-id")
                reader = self.hub.join(schema, number, last_id=last_id, seen=seen)

                async def still_served() -> bool:
                    try:
                        return await self._addresses.schema_at(host) == schema
                    except Unknown:
                        return True

                await stream(reader, self.hub, receive, send, still_served)
        except NoPlace:
            return await _later(send, body)

    def _client(self, scope: Scope) -> str:
        """The browser's address; one forwarded entry is believed for each proxy of ours."""
        peer = str((scope.get("client") or ("", 0))[0])
        if not self._proxies:
            return peer
        chain = header(scope, b"x-forwarded-for").split(",")
        return (chain[-self._proxies].strip() if len(chain) >= self._proxies else "") or peer


async def _later(send: Send, body: bool) -> None:
    text = "Обновления на лету сейчас недоступны: обновите страницу.\n"
    await answer(send, 503, text, (b"retry-after", b"30"), body=body)


def _question(query: bytes) -> tuple[str | None, int | None]:
    """The appeal that is followed (None: the whole city) and the newest event already shown."""
    try:
        asked = parse_qs(query.decode("ascii"), max_num_fields=8, keep_blank_values=True)
    except ValueError as error:
        raise BadQuestion("Адрес записан с ошибкой.") from error
    number, seen = asked.get("appeal"), asked.get("seen")
    if number is not None and (len(number) != 1 or not NUMBER.fullmatch(number[0])):
        raise BadQuestion("Номер обращения записывается так: PNZ-2026-000123.")
    if seen is not None and not (len(seen) == 1 and seen[0].isdecimal() and len(seen[0]) < 10):
        raise BadQuestion("Номер записи должен быть числом.")
    return (number[0] if number else None), (int(seen[0]) if seen else None)
