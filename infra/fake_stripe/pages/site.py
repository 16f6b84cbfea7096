"""Which page an address shows."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from infra.fake_stripe.account import Account
from infra.fake_stripe.api import Asked
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.pages import Page, checkout, control, drawing, invoice, portal

Form = dict[str, str]


def shown(account: Account, asked: Asked) -> Page:
    """The page, or what a form on it has done."""
    for pattern, look, act in _ADDRESSES:
        if match := pattern.fullmatch(asked.path):
            with account.lock:
                return _answered(account, asked, match, look if asked.method == "GET" else act)
    return drawing.page("sorry", status=404, title="Нет такой страницы", words="Здесь ничего нет.")


def _answered(
    account: Account, asked: Asked, match: re.Match[str], answer: Callable[..., Page]
) -> Page:
    try:
        form = dict(parse_qsl(asked.body))
        page = answer(account, *match.groups(), **({} if asked.method == "GET" else {"form": form}))
    except Refused as refusal:
        return drawing.page(
            "sorry", status=refusal.status, title="Не получилось", words=str(refusal)
        )
    account.save()
    return page


_ADDRESSES: tuple[tuple[re.Pattern[str], Callable[..., Page], Callable[..., Page]], ...] = (
    (re.compile(r"/c/pay/(\w+)"), checkout.look, checkout.act),
    (re.compile(r"/p/session/(\w+)"), portal.look, portal.act),
    (re.compile(r"/i/(\w+)"), invoice.look, invoice.act),
    (re.compile(r"/i/(\w+)/pdf"), invoice.pdf, invoice.act),
    (re.compile(r"/()"), control.look, control.act),
    (re.compile(r"/control/(\w+)"), control.look, control.act),
)
