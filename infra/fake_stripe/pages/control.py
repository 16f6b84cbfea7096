"""The levers: time that goes by, cards that are declined, answers and events that are lost."""

from collections.abc import Callable

from infra.fake_stripe import due, faults
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.pages import Page, drawing, led
from infra.fake_stripe.store import Object

DAY = 86_400
SHOWN = 30


def look(account: Account, verb: str = "") -> Page:
    """What there is, and every lever."""
    subscriptions = account.store.all("subscription")
    events = list(reversed(account.store.all("event")))[:SHOWN]
    kinds = [drawing.Html(f"<option>{kind}</option>") for kind in faults.KINDS]
    return drawing.page(
        "control",
        title="Stripe без денег",
        now=drawing.moment(account.now()),
        endpoints=", ".join(each.url for each in account.post.endpoints) or "никому",
        subscriptions=drawing.joined([_subscription(account, each) for each in subscriptions]),
        events=drawing.joined([_event(each) for each in events]),
        kinds=drawing.joined(kinds),
        declined=account.faults.declined_payments,
        copies=account.post.copies,
        shuffled=drawing.Html("checked" if account.post.is_shuffled else ""),
        dropped=" ".join(sorted(account.post.dropped)),
    )


def act(account: Account, verb: str, *, form: dict[str, str]) -> Page:
    """Pull one."""
    lever = _LEVERS.get(verb)
    if lever is None:
        raise Refused("Такого рычага нет.", status=404)
    try:
        lever(account, form)
    except (KeyError, ValueError) as odd:
        raise Refused(f"Не понял: {odd}") from odd
    return led("/")


def _let_time_go(account: Account, form: dict[str, str]) -> None:
    due.run(account, account.now() + round(float(form["days"]) * DAY))


def _decline(account: Account, form: dict[str, str]) -> None:
    account.faults.declined_payments = int(form["payments"])


def _break(account: Account, form: dict[str, str]) -> None:
    account.faults.add(
        form["kind"],
        form.get("request") or ".*",
        times=int(form.get("times") or 1),
        seconds=float(form.get("seconds") or 2),
    )


def _spoil_post(account: Account, form: dict[str, str]) -> None:
    account.post.copies = int(form.get("copies") or 1)
    account.post.is_shuffled = "shuffled" in form
    account.post.dropped = set(form.get("dropped", "").split())


def _send_again(account: Account, form: dict[str, str]) -> None:
    account.post.push(account.store.get("event", form["event"]))


def _mend(account: Account, form: dict[str, str]) -> None:
    account.faults.clear()
    _spoil_post(account, {})


_LEVERS: dict[str, Callable[[Account, dict[str, str]], None]] = {
    "time": _let_time_go,
    "decline": _decline,
    "break": _break,
    "post": _spoil_post,
    "resend": _send_again,
    "mend": _mend,
}


def _subscription(account: Account, subscription: Object) -> drawing.Html:
    customer = account.store.find(subscription["customer"]) or {}
    end = subscription["items"]["data"][0]["current_period_end"]
    return drawing.part(
        "subscription_row",
        name=customer.get("name") or subscription["customer"],
        state=subscription["status"],
        until=drawing.moment(end),
    )


def _event(event: Object) -> drawing.Html:
    return drawing.part(
        "event_row",
        id=event["id"],
        type=event["type"],
        about=event["data"]["object"].get("id", ""),
        at=drawing.moment(event["created"]),
    )
