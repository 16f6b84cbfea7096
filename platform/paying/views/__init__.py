"""The city's page of payment and what its buttons do."""

from paying.views.card import cabinet, card, card_end, card_period, waiting
from paying.views.contract import contract
from paying.views.deciding import leaving, period, staying
from paying.views.home import home
from paying.views.papers import act, invoice, reconciliation

__all__ = [
    "act",
    "cabinet",
    "card",
    "card_end",
    "card_period",
    "contract",
    "home",
    "invoice",
    "leaving",
    "period",
    "reconciliation",
    "staying",
    "waiting",
]
