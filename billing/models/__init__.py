"""What cities pay for, who is on which plan, and what the rails say of it."""

from billing.models.change import Change
from billing.models.mirrored import ProviderInvoice, ProviderSubscription
from billing.models.operation import Operation
from billing.models.payer import Payer
from billing.models.plan import Plan
from billing.models.received import Received
from billing.models.reconciliation import Reconciliation
from billing.models.subscription import Subscription

__all__ = [
    "Change",
    "Operation",
    "Payer",
    "Plan",
    "ProviderInvoice",
    "ProviderSubscription",
    "Received",
    "Reconciliation",
    "Subscription",
]
