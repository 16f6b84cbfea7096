"""The door of the stream: hosts, methods, questions, places, and the end of a stream."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import pytest

from live.application import Live
from live.change import Change
from live.hub import Hub
from live.places import NoPlace, Places


class SilentListener:
    """Stands for the database that has nothing to say."""

    def __init__(self, dsn: str, hub: Hub) -> None:
        self.ended = asyncio.Event()

    async def run(self) -> None:
        await self.ended.wait()


class Browser:
    """One connection to the application, driven by hand."""

    def __init__(self, live: Live, path="/live/", query=b"", host=b"penza.localhost", **scope):
        headers = [(b"host", host), *scope.pop("headers", [])]
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query,
            "headers": headers,
            "client": ("192.0.2.1", 1),
            **scope,
        }
        self.live = live
        self.sent: asyncio.Queue[dict] = asyncio.Queue()
        self.left = asyncio.Event()

    async def _receive(self) -> dict:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def start(self) -> dict:
        self.task = asyncio.create_task(self.live(self.scope, self._receive, self.sent.put))
        return await self.sent.get()

    async def until(self, text: str) -> str:
        got = ""
        while text not in got:
            got += (await self.sent.get())["body"].decode()
        return got

    async def leave(self) -> None:
        self.left.set()
        await self.task


def find(host: str) -> str | None:
    return {"penza.localhost": "penza", "kazan.localhost": "kazan"}.get(host)


def live(**options) -> Live:
    return Live("", find, listener=SilentListener, **options)


def scene(play: Callable[[], Awaitable[None]]) -> None:
    async def within_seconds() -> None:
        async with asyncio.timeout(10):
            await play()

    asyncio.run(within_seconds())


def change(number="PNZ-2026-000001") -> Change:
    return Change("penza", number, 2, f'{{"n":"{number}","q":2}}')


def test_a_change_reaches_the_open_stream_of_its_city():
    async def play():
        door = live()
        browser = Browser(door, query=b"appeal=PNZ-2026-000001")
        start = await browser.start()
        assert start["status"] == 200
        headers = dict(start["headers"])
        assert headers[b"content-type"].startswith(b"text/event-stream")
        assert headers[b"cache-control"] == b"no-cache, no-transform"
        assert headers[b"x-accel-buffering"] == b"no"
        assert headers[b"x-content-type-options"] == b"nosniff"
        await browser.until("id: ")

        door.hub.publish(change())

        assert "event: appeal" in await browser.until("PNZ-2026-000001")
        await browser.leave()
        assert len(door.hub) == 0

    scene(play)


def test_the_stream_begins_with_the_pause_before_coming_back():
    async def play():
        browser = Browser(live())
        await browser.start()
        assert (await browser.until("id: ")).startswith("retry: ")
        await browser.leave()

    scene(play)


@pytest.mark.parametrize(
    "host",
    [b"omsk.localhost", b"", b"evil@penza.localhost", b"penza.localhost/", b"[::1]", b"\xff\xfe"],
)
def test_an_unknown_host_gets_a_neutral_404(host):
    async def play():
        browser = Browser(live(), host=host)
        assert (await browser.start())["status"] == 404
        text = (await browser.sent.get())["body"].decode()
        assert "penza" not in text
        assert "kazan" not in text

    scene(play)


@pytest.mark.parametrize("host", [b"PENZA.localhost", b"penza.localhost:8000", b"penza.localhost."])
def test_case_port_and_final_dot_of_the_host_do_not_matter(host):
    async def play():
        browser = Browser(live(), host=host)
        assert (await browser.start())["status"] == 200
        await browser.leave()

    scene(play)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading_is_allowed(method):
    async def play():
        start = await Browser(live(), method=method).start()
        assert start["status"] == 405
        assert (b"allow", b"GET, HEAD") in start["headers"]

    scene(play)


def test_head_ends_at_once():
    async def play():
        door = live()
        browser = Browser(door, method="HEAD")
        assert (await browser.start())["status"] == 200
        await browser.task
        assert len(door.hub) == 0

    scene(play)


@pytest.mark.parametrize(
    "query",
    [
        b"appeal=",
        b"appeal=1",
        b"appeal=PNZ-2026-000001%0a",
        b"appeal=PNZ-2026-000001&appeal=PNZ-2026-000002",
        b"appeal=PNZ-2026-000001%00",
        b"appeal=%FF",
        b"\xff=1",
        b"appeal=PNZ-2026-000001&seen=-1",
        b"appeal=PNZ-2026-000001&seen=99999999999",
        b"&".join(b"a=1" for _ in range(50)),
    ],
)
def test_a_question_that_makes_no_sense_is_400(query):
    async def play():
        assert (await Browser(live(), query=query).start())["status"] == 400

    scene(play)


def test_another_path_is_404():
    async def play():
        assert (await Browser(live(), path="/live/all").start())["status"] == 404

    scene(play)


def test_one_address_may_hold_only_so_many_streams():
    async def play():
        door = live(places=Places(in_all=3, per_address=1))
        first, second = Browser(door), Browser(door)
        other = Browser(door, client=("192.0.2.2", 1))
        assert (await first.start())["status"] == 200
        refused = await second.start()
        assert refused["status"] == 503
        assert (b"retry-after", b"30") in refused["headers"]
        assert (await other.start())["status"] == 200
        await first.leave()
        third = Browser(door)
        assert (await third.start())["status"] == 200
        await asyncio.gather(other.leave(), third.leave())

    scene(play)


def test_streams_in_all_are_limited_and_places_are_given_back():
    places = Places(in_all=2, per_address=2)
    with places.taken("2001:db8::1"), places.taken("2001:db8::2"):
        with pytest.raises(NoPlace), places.taken("192.0.2.1"):
            pass
        with pytest.raises(NoPlace), places.taken("2001:db8::3"):
            pass
    with places.taken("2001:db8::1"):
        pass


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, b"203.0.113.5", "192.0.2.1"),
        (1, b"10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (2, b"10.0.0.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, b"203.0.113.5", "192.0.2.1"),
        (1, b"", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed_about_the_address(proxies, forwarded, address):
    headers = [(b"x-forwarded-for", forwarded)] if forwarded else []
    door = live(proxies=proxies)

    assert door._client(Browser(door, headers=headers).scope) == address


def test_a_directory_out_of_reach_is_503_and_known_hosts_go_on():
    async def play():
        reachable = True

        def directory(host: str) -> str | None:
            if not reachable:
                raise OSError
            return find(host)

        door = Live("", directory, listener=SilentListener)
        browser = Browser(door)
        assert (await browser.start())["status"] == 200
        await browser.leave()
        reachable = False
        for known in door._addresses._known:
            door._addresses._known[known] = (float("-inf"), "penza")
        assert (await Browser(door, host=b"kazan.localhost").start())["status"] == 503
        again = Browser(door)
        assert (await again.start())["status"] == 200
        await again.leave()

    scene(play)


def test_the_stream_of_a_city_that_is_no_longer_served_ends_at_the_next_ping(monkeypatch):
    async def play():
        served = {"penza.localhost": "penza"}
        door = Live("", served.get, listener=SilentListener)
        monkeypatch.setattr("live.stream.PING_SECONDS", (0.01, 0.01))
        monkeypatch.setattr("live.addresses.FRESH_SECONDS", 0)
        browser = Browser(door)
        await browser.start()
        await browser.until(": ping")
        served.clear()
        await browser.task
        assert len(door.hub) == 0

    scene(play)


def test_a_connection_that_takes_nothing_is_given_up(monkeypatch):
    async def play():
        monkeypatch.setattr("live.stream.STALLED_SECONDS", 0.01)
        door = live()
        browser = Browser(door)

        async def stuck(message: dict) -> None:
            if message["type"] == "http.response.body":
                await asyncio.Event().wait()

        await door(browser.scope, browser._receive, stuck)
        assert len(door.hub) == 0

    scene(play)


def test_stopping_the_server_ends_every_stream():
    async def play():
        door = live()
        messages: asyncio.Queue[dict] = asyncio.Queue()
        answers: asyncio.Queue[dict] = asyncio.Queue()
        lifespan = asyncio.create_task(door({"type": "lifespan"}, messages.get, answers.put))
        await messages.put({"type": "lifespan.startup"})
        assert (await answers.get())["type"] == "lifespan.startup.complete"
        browser = Browser(door)
        await browser.start()
        await browser.until("id: ")

        await messages.put({"type": "lifespan.shutdown"})

        assert (await answers.get())["type"] == "lifespan.shutdown.complete"
        await asyncio.gather(lifespan, browser.task)
        assert len(door.hub) == 0

    scene(play)


def test_a_signal_of_the_server_ends_the_streams_and_still_reaches_the_server():
    told: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: told.append(number))

    async def play():
        door = live()
        browser = Browser(door)
        await browser.start()
        await browser.until("id: ")

        signal.raise_signal(signal.SIGTERM)

        await browser.task
        assert told == [signal.SIGTERM]
        assert (await Browser(door).start())["status"] == 503

    try:
        scene(play)
    finally:
        signal.signal(signal.SIGTERM, before)
