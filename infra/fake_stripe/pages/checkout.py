"""The page where somebody pays by card."""

from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.pages import Page, drawing, led
from infra.fake_stripe.resources import payments, sessions
from infra.fake_stripe.store import Object


def look(account: Account, identifier: str, said: str = "") -> Page:
    """What is paid for, and the card's field."""
    session = account.store.get("checkout.session", identifier)
    if session["status"] != "open":
        words = {"complete": "Оплата прошла.", "expired": "Срок страницы истёк."}
        return drawing.page("sorry", title="Оплата", words=words[session["status"]])
    note = account.store.note(identifier)
    data = note["data"]
    return drawing.page(
        "checkout",
        title="Оплата картой",
        rows=drawing.joined([_row(account, each) for each in note["priced"]]),
        total=drawing.money(session["amount_total"], session["currency"]),
        later=_later(data.get("trial_end")),
        email=account.store.get("customer", session["customer"])["email"] or "",
        back=session["cancel_url"] or "/",
        said=drawing.part("said", words=said) if said else drawing.Html(),
        good=payments.GOOD,
        declined=payments.DECLINED,
        fails_later=payments.FAILS_LATER,
    )


def act(account: Account, identifier: str, *, form: dict[str, str]) -> Page:
    """The button."""
    number = "".join(filter(str.isdigit, form.get("card", "")))
    if number not in payments.TOKENS.values():
        return look(account, identifier, "Такой карты здесь нет: возьмите одну из названных ниже.")
    try:
        session = sessions.pay(account, identifier, number)
    except Refused as refusal:
        if refusal.code != "card_declined":
            raise
        return look(account, identifier, "Банк отклонил платёж. Возьмите другую карту.")
    return led(session["success_url"].replace("{CHECKOUT_SESSION_ID}", identifier))


def _row(account: Account, priced: Object) -> drawing.Html:
    price = priced["price"]
    every = {"month": "в месяц", "year": "в год"}.get(price["recurring"]["interval"], "")
    return drawing.part(
        "row",
        what=account.store.get("product", price["product"])["name"],
        many=priced["quantity"],
        sum=f"{drawing.money(price['unit_amount'], price['currency'])} {every}",
    )


def _later(trial_end: int | None) -> str:
    return f"Первое списание {drawing.moment(trial_end)}." if trial_end else ""
