"""Pages for people: paying, the customer's own page, an invoice, and the levers of the fake."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """What a browser is answered."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    leads_to: str = ""


def led(address: str) -> Page:
    """Go there."""
    return Page(status=303, leads_to=address)
