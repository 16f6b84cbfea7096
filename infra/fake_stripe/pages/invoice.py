"""An invoice that can be looked at, kept and paid."""

from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.pages import Page, drawing, led
from infra.fake_stripe.resources import collecting, payments


def look(account: Account, identifier: str, said: str = "") -> Page:
    """The invoice with its lines, and the card's field while it is open."""
    invoice = account.store.get("invoice", identifier)
    rows = [
        drawing.part(
            "row",
            what=line["description"] or "",
            many=line["quantity"],
            sum=drawing.money(line["amount"], line["currency"]),
        )
        for line in invoice["lines"]["data"]
    ]
    return drawing.page(
        "invoice",
        title=f"Счёт {invoice['number']}",
        number=invoice["number"] or "",
        state=invoice["status"],
        due=drawing.moment(invoice["due_date"]),
        rows=drawing.joined(rows),
        total=drawing.money(invoice["amount_remaining"], invoice["currency"]),
        pay=drawing.part("pay", good=payments.GOOD)
        if invoice["status"] == "open"
        else drawing.Html(),
        pdf=invoice["invoice_pdf"] or "/",
        said=drawing.part("said", words=said) if said else drawing.Html(),
    )


def act(account: Account, identifier: str, *, form: dict[str, str]) -> Page:
    """Pay it."""
    invoice = account.store.get("invoice", identifier)
    number = "".join(filter(str.isdigit, form.get("card", "")))
    try:
        card = payments.keep_card(account, invoice["customer"], number)["id"]
        collecting.pay(account, {"payment_method": card}, identifier)
    except Refused as refusal:
        if refusal.code != "card_declined":
            raise
        return look(account, identifier, "Банк отклонил платёж. Возьмите другую карту.")
    return led(invoice["hosted_invoice_url"])


def pdf(account: Account, identifier: str) -> Page:
    """A sheet of one line: enough to be opened and recognised."""
    invoice = account.store.get("invoice", identifier)
    kopecks = invoice["total"]
    text = f"Invoice {invoice['number']}: {kopecks / 100:.2f} {invoice['currency'].upper()}"
    return Page(_sheet(text), kind="application/pdf")


def _sheet(text: str) -> bytes:
    drawn = f"BT /F1 18 Tf 60 760 Td ({text}) Tj ET"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )
