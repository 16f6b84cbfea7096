"""What may be done with money: one verb a file, each with whose hand it was and at what moment."""

from billing.actions.accept import accept_due, take_act_back
from billing.actions.activate import activate, end, end_due
from billing.actions.bring import bring
from billing.actions.close import close_month
from billing.actions.contracts import answer, ask, end_contract, sign
from billing.actions.decide import choose_period, last_day, leave, refuse_period, stay
from billing.actions.follow import follow_invoice
from billing.actions.issue import issue, issue_due
from billing.actions.lower import lower, void
from billing.actions.price import price
from billing.actions.receive import receive
from billing.actions.refund import refund
from billing.actions.settle import settle, strike, unsettle

__all__ = [
    "accept_due",
    "activate",
    "answer",
    "ask",
    "bring",
    "choose_period",
    "close_month",
    "end",
    "end_contract",
    "end_due",
    "follow_invoice",
    "issue",
    "issue_due",
    "last_day",
    "leave",
    "lower",
    "price",
    "receive",
    "refund",
    "refuse_period",
    "settle",
    "sign",
    "stay",
    "strike",
    "take_act_back",
    "unsettle",
    "void",
]
