"""An invoice on paper: «Счёт на оплату», with the square that a bank's app reads."""

from typing import Any

from billing.amounts import figures
from billing.models import Invoice
from billing.papers import code, wording
from billing.papers.press import printed
from billing.spelled import money


def pdf(invoice: Invoice) -> bytes:
    """The paper as it was on its day, whatever has changed since."""
    return printed("invoice", facts(invoice))


def facts(invoice: Invoice) -> dict[str, Any]:
    """What stands on it."""
    seller, buyer = invoice.paper["seller"], invoice.paper["buyer"]
    return {
        "number": invoice.number,
        "day": wording.day(invoice.issued_on),
        "due": wording.day(invoice.due_on),
        "void": invoice.voided_at is not None,
        "seller": seller,
        "seller_line": wording.party(seller, "name"),
        "buyer_line": wording.party(buyer, "customer"),
        "ground": wording.ground(buyer),
        "lines": [[line["title"], figures(line["kopecks"])] for line in invoice.paper["lines"]],
        "total": figures(invoice.kopecks),
        "vat": wording.vat(invoice.vat_percent, invoice.vat_kopecks),
        "words": money(invoice.kopecks),
        "square": code.picture(code.modules(code.text(payment(invoice)))),
        "purpose": purpose(invoice),
    }


def payment(invoice: Invoice) -> code.Payment:
    """What the square asks a bank to pay."""
    seller, buyer = invoice.paper["seller"], invoice.paper["buyer"]
    return code.Payment(
        name=seller["short_name"],
        account=seller["account"],
        bank=seller["bank"],
        bic=seller["bic"],
        correspondent=seller["correspondent"],
        inn=seller["inn"],
        kpp=seller["kpp"],
        payer_inn=buyer["inn"],
        kopecks=invoice.kopecks,
        purpose=purpose(invoice),
    )


def purpose(invoice: Invoice) -> str:
    """What to write into the payment order, so that the money finds its invoice by itself."""
    told = f"Оплата по счёту № {invoice.number} от {invoice.issued_on:%d.%m.%Y}"
    if invoice.vat_percent is None:
        return f"{told}. НДС не облагается"
    vat = figures(invoice.vat_kopecks).replace("\u00a0", " ")
    return f"{told}. В том числе НДС {invoice.vat_percent}%, {vat}"
