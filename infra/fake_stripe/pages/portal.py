"""The customer's own page."""

from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.pages import Page, drawing, led
from infra.fake_stripe.resources import customers, payments, subscriptions
from infra.fake_stripe.store import Object


def look(account: Account, identifier: str, said: str = "") -> Page:
    """Subscription, card, invoices."""
    session = account.store.get("billing_portal.session", identifier)
    customer = account.store.get("customer", session["customer"])
    running = _running(account, customer)
    card = payments.default_card(account, running or {}, customer)
    kept = account.store.get("payment_method", card)["card"] if card else None
    invoices = account.store.all("invoice", customer=customer["id"])
    return drawing.page(
        "portal",
        title="Подписка и счета",
        name=customer["name"] or customer["id"],
        state=_state(running),
        leave=drawing.part("leave", **_leaving(running)) if running else drawing.Html(),
        card=f"•••• {kept['last4']}" if kept else "нет",
        invoices=drawing.joined([_row(each) for each in reversed(invoices) if each["number"]]),
        back=session["return_url"] or "/",
        said=drawing.part("said", words=said) if said else drawing.Html(),
        good=payments.GOOD,
    )


def act(account: Account, identifier: str, *, form: dict[str, str]) -> Page:
    """Another card, the end, or staying after all."""
    session = account.store.get("billing_portal.session", identifier)
    customer = account.store.get("customer", session["customer"])
    running = _running(account, customer)
    if "card" in form:
        number = "".join(filter(str.isdigit, form["card"]))
        try:
            card = payments.keep_card(account, customer["id"], number)["id"]
        except Refused:
            return look(account, identifier, "Банк отклонил карту. Возьмите другую.")
        settings = {"invoice_settings": {"default_payment_method": card}}
        customers.update(account, settings, customer["id"])
        if running:
            subscriptions.update(account, {"default_payment_method": card}, running["id"])
    elif running and form.get("leave") in ("yes", "no"):
        leaves = {"cancel_at_period_end": form["leave"] == "yes"}
        subscriptions.update(account, leaves, running["id"])
    return led(session["url"])


def _running(account: Account, customer: Object) -> Object | None:
    found = account.store.all("subscription", customer=customer["id"])
    return next((each for each in found if each["status"] not in subscriptions.ENDED), None)


def _state(running: Object | None) -> str:
    if running is None:
        return "подписки нет"
    until = drawing.moment(running["items"]["data"][0]["current_period_end"])
    return f"{running['status']}, оплаченный срок до {until}"


def _leaving(running: Object) -> dict[str, str]:
    if running["cancel_at_period_end"]:
        return {"value": "no", "word": "Не отменять"}
    return {"value": "yes", "word": "Отменить в конце срока"}


def _row(invoice: Object) -> drawing.Html:
    return drawing.part(
        "invoice_row",
        address=invoice["hosted_invoice_url"],
        number=invoice["number"],
        sum=drawing.money(invoice["total"], invoice["currency"]),
        state=invoice["status"],
    )
