"""Every request the account answers, with the client's own class of its parameters."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from stripe import params as of

from infra.fake_stripe import listing
from infra.fake_stripe.account import Account
from infra.fake_stripe.resources import (
    clocks,
    collecting,
    customers,
    invoices,
    payments,
    portal,
    prices,
    refunds,
    sessions,
    subscriptions,
)
from infra.fake_stripe.store import Object

Answering = Callable[..., Object]


@dataclass(frozen=True)
class Route:
    """One request."""

    method: str
    path: re.Pattern[str]
    params: Any
    answer: Answering


def found(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    """The route of a request, and the identifiers in its address."""
    for route in ROUTES:
        if route.method == method and (match := route.path.fullmatch(path)):
            return route, match.groups()
    return None


def _route(request: str, params: Any, answer: Answering) -> Route:
    method, path = request.split()
    return Route(method, re.compile(path.replace("{id}", r"([\w-]+)")), params, answer)


def _list(path: str, params: Any, kind: str) -> Route:
    return _route(f"GET {path}", params, partial(_page, kind=kind, url=path))


def _page(account: Account, params: Object, *, kind: str, url: str) -> Object:
    return listing.page(account, params, kind, url)


def _event(account: Account, params: Object, identifier: str) -> Object:
    return account.store.get("event", identifier)


_C, _P, _I, _S = "/v1/customers", "/v1/prices", "/v1/invoices", "/v1/subscriptions"
_CLOCKS, _PAGES = "/v1/test_helpers/test_clocks", "/v1/checkout/sessions"
ROUTES = (
    _route(f"POST {_C}", of.CustomerCreateParams, customers.create),
    _list(_C, of.CustomerListParams, "customer"),
    _route(f"GET {_C}/{{id}}", of.CustomerRetrieveParams, customers.retrieve),
    _route(f"POST {_C}/{{id}}", of.CustomerUpdateParams, customers.update),
    _route(f"DELETE {_C}/{{id}}", of.CustomerDeleteParams, customers.delete),
    _route("POST /v1/products", of.ProductCreateParams, prices.create_product),
    _list("/v1/products", of.ProductListParams, "product"),
    _route("GET /v1/products/{id}", of.ProductRetrieveParams, prices.retrieve_product),
    _route("POST /v1/products/{id}", of.ProductUpdateParams, prices.update_product),
    _route(f"POST {_P}", of.PriceCreateParams, prices.create),
    _list(_P, of.PriceListParams, "price"),
    _route(f"GET {_P}/{{id}}", of.PriceRetrieveParams, prices.retrieve),
    _route(
        "POST /v1/payment_methods/{id}/attach",
        of.PaymentMethodAttachParams,
        lambda account, params, token: payments.attach(account, params, token),
    ),
    _route("GET /v1/payment_intents/{id}", of.PaymentIntentRetrieveParams, payments.retrieve),
    _route(f"POST {_PAGES}", of.checkout.SessionCreateParams, sessions.create),
    _list(_PAGES, of.checkout.SessionListParams, "checkout.session"),
    _route(f"GET {_PAGES}/{{id}}", of.checkout.SessionRetrieveParams, sessions.retrieve),
    _route(f"POST {_PAGES}/{{id}}/expire", of.checkout.SessionExpireParams, sessions.expire),
    _route(f"POST {_S}", of.SubscriptionCreateParams, subscriptions.create),
    _list(_S, of.SubscriptionListParams, "subscription"),
    _route(f"GET {_S}/{{id}}", of.SubscriptionRetrieveParams, subscriptions.retrieve),
    _route(f"POST {_S}/{{id}}", of.SubscriptionUpdateParams, subscriptions.update),
    _route(f"DELETE {_S}/{{id}}", of.SubscriptionCancelParams, subscriptions.cancel),
    _route(f"POST {_I}", of.InvoiceCreateParams, invoices.create),
    _list(_I, of.InvoiceListParams, "invoice"),
    _route(f"GET {_I}/{{id}}", of.InvoiceRetrieveParams, invoices.retrieve),
    _route(f"DELETE {_I}/{{id}}", of.InvoiceDeleteParams, invoices.delete),
    _route(f"POST {_I}/{{id}}/finalize", of.InvoiceFinalizeInvoiceParams, invoices.finalize),
    _route(f"POST {_I}/{{id}}/send", of.InvoiceSendInvoiceParams, invoices.send),
    _route(f"POST {_I}/{{id}}/void", of.InvoiceVoidInvoiceParams, invoices.void),
    _route(
        f"POST {_I}/{{id}}/mark_uncollectible",
        of.InvoiceMarkUncollectibleParams,
        invoices.give_up,
    ),
    _route(f"POST {_I}/{{id}}/pay", of.InvoicePayParams, collecting.pay),
    _route("POST /v1/invoiceitems", of.InvoiceItemCreateParams, invoices.add_item),
    _list("/v1/invoice_payments", of.InvoicePaymentListParams, "invoice_payment"),
    _route("POST /v1/refunds", of.RefundCreateParams, refunds.create),
    _list("/v1/refunds", of.RefundListParams, "refund"),
    _route("GET /v1/refunds/{id}", of.RefundRetrieveParams, refunds.retrieve),
    _route(
        "POST /v1/billing_portal/sessions", of.billing_portal.SessionCreateParams, portal.create
    ),
    _list("/v1/events", of.EventListParams, "event"),
    _route("GET /v1/events/{id}", of.EventRetrieveParams, _event),
    _route(f"POST {_CLOCKS}", of.test_helpers.TestClockCreateParams, clocks.create),
    _route(f"GET {_CLOCKS}/{{id}}", of.test_helpers.TestClockRetrieveParams, clocks.retrieve),
    _route(
        f"POST {_CLOCKS}/{{id}}/advance", of.test_helpers.TestClockAdvanceParams, clocks.advance
    ),
)
