"""An invoice on paper: «Счёт на оплату», with the square that a bank's app reads."""

from typing import Any

from billing import tariff
from billing.amounts import figures
from billing.ledger import reading
from billing.models import Invoice
from billing.papers import code, wording
from billing.papers.press import printed
from billing.spelled import money


def pdf(invoice: Invoice) -> bytes:
    """The paper with the parties and prices of its day; what was taken off since is a line of it."""
    return printed("invoice", facts(invoice))


def facts(invoice: Invoice) -> dict[str, Any]:
    """What stands on it."""
    seller, buyer = invoice.paper["seller"], invoice.paper["buyer"]
    kopecks, vat_kopecks = asked(invoice)
    lines = [[line["title"], figures(line["kopecks"])] for line in invoice.paper["lines"]]
    if kopecks != invoice.kopecks:
        lines.append(["Уменьшение суммы счёта", f"−{figures(invoice.kopecks - kopecks)}"])
    return {
        "number": invoice.number,
        "day": wording.day(invoice.issued_on),
        "due": wording.day(invoice.due_on),
        "void": invoice.voided_at is not None,
        "seller": seller,
        "seller_line": wording.party(seller, "name"),
        "buyer_line": wording.party(buyer, "customer"),
        "ground": wording.ground(buyer),
        "lines": lines,
        "services": len(invoice.paper["lines"]),
        "total": figures(kopecks),
        "vat": wording.vat(invoice.vat_percent, vat_kopecks),
        "words": money(kopecks),
        "square": code.picture(code.modules(code.text(payment(invoice)))),
        "purpose": purpose(invoice),
    }


def asked(invoice: Invoice) -> tuple[int, int]:
    """What has to be paid, and the VAT in it: the sum of the day of issue, less what was taken off.

    A void invoice shows what it once asked for: it is stamped, and asks for nothing.
    """
    kopecks = reading.settled([invoice.pk])[invoice.pk].kopecks
    if invoice.voided_at or kopecks == invoice.kopecks:
        return invoice.kopecks, invoice.vat_kopecks
    return kopecks, tariff.vat_within(kopecks, invoice.vat_percent) or 0


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
        kopecks=asked(invoice)[0],
        purpose=purpose(invoice),
    )


def purpose(invoice: Invoice) -> str:
    """What to write into the payment order, so that the money finds its invoice by itself."""
    told = f"Оплата по счёту № {invoice.number} от {invoice.issued_on:%d.%m.%Y}"
    if invoice.vat_percent is None:
        return f"{told}. НДС не облагается"
    vat = figures(asked(invoice)[1]).replace("\u00a0", " ")
    return f"{told}. В том числе НДС {invoice.vat_percent}%, {vat}"
