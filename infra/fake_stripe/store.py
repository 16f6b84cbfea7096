"""All objects of the account by kind and identifier, oldest first; a file can keep them."""

import hashlib
import json
from pathlib import Path
from typing import Any

from infra.fake_stripe.errors import missing

Object = dict[str, Any]
# How identifiers begin.
PREFIXES = {
    "customer": "cus",
    "product": "prod",
    "price": "price",
    "payment_method": "pm",
    "payment_intent": "pi",
    "subscription": "sub",
    "subscription_item": "si",
    "invoice": "in",
    "invoiceitem": "ii",
    "line_item": "il",
    "invoice_payment": "inpay",
    "refund": "re",
    "event": "evt",
    "checkout.session": "cs_test",
    "billing_portal.session": "bps",
    "billing_portal.configuration": "bpc",
    "test_helpers.test_clock": "clock",
}


def copied(thing: Any) -> Any:
    """The same apart from the original; everything kept here can be written as JSON."""
    return json.loads(json.dumps(thing))


class Store:
    """Objects as the interface shows them, and beside them notes that it never shows."""

    def __init__(self, salt: str = "") -> None:
        # Whoever outlives the account must never meet its identifiers again in another one.
        self.salt = salt
        self.kinds: dict[str, dict[str, Object]] = {}
        self.notes: dict[str, Object] = {}
        self.made = 0

    def new_id(self, kind: str) -> str:
        """An identifier nobody has: the same for the same salt and history, so that tests repeat."""
        self.made += 1
        tail = hashlib.sha256(f"{self.salt} {kind} {self.made}".encode()).hexdigest()[:20]
        return f"{PREFIXES[kind]}_{tail}"

    def add(self, thing: Object) -> Object:
        """Keep a new object."""
        self.kinds.setdefault(thing["object"], {})[thing["id"]] = thing
        return thing

    def get(self, kind: str, identifier: str) -> Object:
        """The object itself, to be changed.

        Raises:
            Refused: there is none, or none any more.
        """
        found = self.kinds.get(kind, {}).get(identifier)
        if found is None or found.get("deleted"):
            raise missing(kind.rpartition(".")[2], identifier)
        return found

    def find(self, identifier: str) -> Object | None:
        """The object of any kind with this identifier."""
        for kind, prefix in PREFIXES.items():
            if identifier.startswith(f"{prefix}_"):
                return self.kinds.get(kind, {}).get(identifier)
        return None

    def all(self, kind: str, **wanted: Any) -> list[Object]:
        """Objects of a kind with these values, oldest first."""
        return [
            each
            for each in self.kinds.get(kind, {}).values()
            if all(each.get(name) == value for name, value in wanted.items())
        ]

    def note(self, identifier: str) -> Object:
        """What is remembered of an object and never shown."""
        return self.notes.setdefault(identifier, {})

    def save(self, path: Path) -> None:
        """Write everything down, whole or not at all."""
        beside = path.with_suffix(".new")
        kept = {
            "kinds": self.kinds,
            "notes": self.notes,
            "made": self.made,
            "salt": self.salt,
        }
        beside.write_text(json.dumps(kept), encoding="utf-8")
        beside.replace(path)

    def load(self, path: Path) -> None:
        """Take up what was written down; nothing, if nothing was."""
        if path.exists():
            kept = json.loads(path.read_text(encoding="utf-8"))
            self.kinds, self.notes = kept["kinds"], kept["notes"]
            self.made, self.salt = kept["made"], kept["salt"]
