"""The operators' money pages and what their buttons do."""

from console.money.views.bank import bank, change_payment
from console.money.views.books import books, run, seller
from console.money.views.card import end_card
from console.money.views.city import city, refund
from console.money.views.contract import (
    contract,
    end_contract,
    end_subscription,
    extra,
    refuse,
)
from console.money.views.invoice import change_invoice, invoice, void_act
from console.money.views.overview import overview
from console.money.views.papers import act_pdf, invoice_pdf, reconciliation
from console.money.views.plans import plan, plans

__all__ = [
    "act_pdf",
    "bank",
    "books",
    "change_invoice",
    "change_payment",
    "city",
    "contract",
    "end_card",
    "end_contract",
    "end_subscription",
    "extra",
    "invoice",
    "invoice_pdf",
    "overview",
    "plan",
    "plans",
    "reconciliation",
    "refund",
    "refuse",
    "run",
    "seller",
    "void_act",
]
