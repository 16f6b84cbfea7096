"""One Stripe account in test mode: its objects, its time, its events and what goes wrong with it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import stripe

from infra.fake_stripe import hints, shapes
from infra.fake_stripe.faults import Faults
from infra.fake_stripe.idempotency import Keys
from infra.fake_stripe.post import Post
from infra.fake_stripe.store import Object, Store, copied

API_VERSION = stripe.api_version


class Account:
    """Everything behind one secret key."""

    def __init__(
        self,
        *,
        key: str = "sk_test_otklik",
        clock: Callable[[], float] = time.time,
        kept_in: Path | None = None,
        salt: str = "",
    ) -> None:
        self.key = key
        self.url = ""
        self.clock = clock
        # How far this account's time has been moved ahead of the real one.
        self.shift = 0
        # What becomes of a subscription after the last retry: "cancel", "unpaid" or "past_due".
        self.after_retries = "past_due"
        self.lock = threading.RLock()
        self.store = Store(salt)
        self.keys = Keys()
        self.faults = Faults()
        self.post = Post()
        self.request: Object | None = None
        self.kept_in = kept_in
        if kept_in:
            self.store.load(kept_in)
            self.shift = self.store.note("account").get("shift", 0)

    def now(self, owner: Object | None = None) -> int:
        """The time an object lives in: its test clock's, or the account's."""
        clock = (owner or {}).get("test_clock")
        if clock:
            return int(self.store.get("test_helpers.test_clock", clock)["frozen_time"])
        return int(self.clock()) + self.shift

    def add(self, cls: Any, owner: Object | None = None, **values: Any) -> Object:
        """A new object of a class of the client, kept."""
        values.setdefault("id", self.store.new_id(cls.OBJECT_NAME))
        if "created" in hints.fields(cls):
            values["created"] = self.now(owner)
        return self.store.add(shapes.made(cls, **values))

    def tell(self, kind: str, thing: Object, before: Object | None = None) -> None:
        """An event about an object as it is now, for everybody who listens."""
        data: Object = {"object": copied(thing)}
        if before is not None:
            data["previous_attributes"] = before
        event = self.add(
            stripe.Event,
            thing if "test_clock" in thing else None,
            api_version=API_VERSION,
            data=data,
            pending_webhooks=len(self.post.endpoints),
            request=self.request or {"id": None, "idempotency_key": None},
            type=kind,
        )
        self.post.push(event)

    def change(self, thing: Object, kind: str = "", **values: Any) -> bool:
        """Give an object other values; tell of it under `kind` when any of them differs."""
        before = {name: thing[name] for name, value in values.items() if thing[name] != value}
        thing.update(values)
        if before and kind:
            self.tell(kind, thing, before)
        return bool(before)

    def save(self) -> None:
        """Write everything into the file, where there is one."""
        if self.kept_in:
            self.store.note("account")["shift"] = self.shift
            self.store.save(self.kept_in)
