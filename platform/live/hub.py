"""Fan-out of changes to the open streams of each city, in memory, on one event loop.

Every change gets the next place in one count, and streams carry that place as the event's `id`.
A browser that comes back after a break names the last place it saw: what it missed is replayed from
a short memory of its city, or, if that does not reach so far, it is told to fetch the page's data
again. Nothing here is the record; the record is the journal in the city's schema.
"""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, field

from live.change import Change
from live.reader import Reader

REMEMBERED = 32
"""Changes of one city kept for browsers that return after a short break."""


@dataclass(slots=True)
class _City:
    """The open streams of one city and its last changes with their places."""

    readers: set[Reader] = field(default_factory=set)
    recent: deque[tuple[int, Change]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    forgotten: int = 0
    """The highest place that fell out of the memory; whoever saw less has a gap."""


class Hub:
    """Hands each change to the streams of its city that asked for it, and never waits for one."""

    def __init__(self) -> None:
        self._cities: dict[str, _City] = {}
        self._place = 0
        self._epoch = secrets.token_hex(4)
        self.closed = False

    def __len__(self) -> int:
        return sum(len(city.readers) for city in self._cities.values())

    def join(
        self, schema: str, number: str | None, *, last_id: str = "", seen: int | None = None
    ) -> Reader:
        """Open a stream over one city or one appeal, starting with what the browser has missed.

        `last_id` is the id of the last event of an earlier stream; `seen` is the sequence of the
        newest event on the page as it was rendered, which closes the gap until the stream opens.
        """
        reader = Reader(schema, number)
        city = self._cities.setdefault(schema, _City())
        city.readers.add(reader)
        reader.offer(self._position())
        if last_id:
            self._catch_up(reader, city, last_id)
        elif number is not None and seen is not None:
            for place, change in city.recent:
                if change.number == number and change.sequence > seen:
                    reader.offer(self._frame(place, change))
        return reader

    def leave(self, reader: Reader) -> None:
        """Forget a stream that has ended."""
        city = self._cities.get(reader.schema)
        if city is not None:
            city.readers.discard(reader)

    def publish(self, change: Change) -> None:
        """Offer a change to every stream of its city that follows this appeal or all of them."""
        self._place += 1
        city = self._cities.setdefault(change.schema, _City())
        if len(city.recent) == REMEMBERED:
            city.forgotten = city.recent[0][0]
        city.recent.append((self._place, change))
        frame = self._frame(self._place, change)
        for reader in city.readers:
            if reader.number is None or reader.number == change.number:
                reader.offer(frame)

    def interrupted(self) -> None:
        """Changes may have been lost: forget the memory and tell every stream to fetch anew."""
        self._epoch = secrets.token_hex(4)
        for schema, city in list(self._cities.items()):
            if not city.readers:
                del self._cities[schema]
                continue
            city.recent.clear()
            city.forgotten = self._place
            for reader in city.readers:
                reader.lose_place()
                reader.offer(self._position())

    def close(self) -> None:
        """End every stream, because the process is going down."""
        self.closed = True
        for city in self._cities.values():
            for reader in city.readers:
                reader.close()

    def _catch_up(self, reader: Reader, city: _City, last_id: str) -> None:
        epoch, _, text = last_id.partition(".")
        place = int(text) if text.isdecimal() and len(text) < 19 else -1
        if epoch != self._epoch or not city.forgotten <= place <= self._place:
            reader.lose_place()
            return
        for later, change in city.recent:
            if later > place and reader.number in (None, change.number):
                reader.offer(self._frame(later, change))

    def _position(self) -> bytes:
        """An event without data: the browser notes the place and nothing is dispatched."""
        return f"id: {self._epoch}.{self._place}\n\n".encode()

    def _frame(self, place: int, change: Change) -> bytes:
        return f"id: {self._epoch}.{place}\nevent: appeal\ndata: {change.data}\n\n".encode()
