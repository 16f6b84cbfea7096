"""An act on paper: the service of a month was given and taken."""

from typing import Any

from billing import pricing
from billing.amounts import figures
from billing.models import Act
from billing.papers import wording
from billing.papers.press import printed
from billing.spelled import money


def pdf(act: Act) -> bytes:
    """The paper with the parties as they stood in its invoice."""
    return printed("act", facts(act))


def facts(act: Act) -> dict[str, Any]:
    """What stands on it."""
    invoice = act.invoice
    seller, buyer = invoice.paper["seller"], invoice.paper["buyer"]
    title = f"Доступ к платформе «Отклик», {pricing.said(act.since, act.until)}"
    return {
        "number": act.number,
        "day": wording.day(act.issued_on),
        "void": act.voided_at is not None,
        "seller": seller,
        "buyer": buyer,
        "seller_line": wording.party(seller, "name"),
        "buyer_line": wording.party(buyer, "customer"),
        "ground": wording.ground(buyer),
        "invoice": f"№ {invoice.number} от {invoice.issued_on:%d.%m.%Y}",
        "lines": [[title, figures(act.kopecks)]],
        "total": figures(act.kopecks),
        "vat": wording.vat(invoice.vat_percent, act.vat_kopecks),
        "words": money(act.kopecks),
    }
