"""What an event of Stripe is about (pure): where to look, or that nothing of ours is meant."""

from collections.abc import Mapping
from typing import Any

from billing.facts import Kind, Reference

# The beginning of an event's type, and the field of its object that names what to look at.
_ABOUT = (
    ("customer.subscription.", Kind.SUBSCRIPTION, "id"),
    ("checkout.session.", Kind.CHECKOUT, "id"),
    ("invoice_payment.", Kind.INVOICE, "invoice"),
    ("invoice.", Kind.INVOICE, "id"),
    ("refund.", Kind.REFUND, "id"),
    ("customer.deleted", Kind.CUSTOMER, "id"),
)
TYPES = tuple(beginning for beginning, _, _ in _ABOUT)


def reference(kind: str, thing: Mapping[str, Any]) -> Reference | None:
    """Where to look when an event of this type tells of this object."""
    for beginning, about, field in _ABOUT:
        if kind.startswith(beginning):
            named = thing.get(field)
            # A forecast (`invoice.upcoming`) has no name: there is nothing to look at yet.
            return Reference(about, named) if isinstance(named, str) and named else None
    return None


def written(about: Reference | None) -> str:
    """A reference as one text."""
    return f"{about.kind}:{about.ref}" if about else ""


def read(text: str) -> Reference:
    """The text as a reference."""
    kind, _, ref = text.partition(":")
    return Reference(Kind(kind), ref)
