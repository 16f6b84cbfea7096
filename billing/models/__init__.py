"""What cities pay for, what they were billed, what they paid, what the rails say of it."""

from billing.models.act import Act
from billing.models.books import ClosedMonth, Counter
from billing.models.change import Change
from billing.models.contract import Contract
from billing.models.contract_request import ContractRequest
from billing.models.decision import Decision
from billing.models.entry import Entry
from billing.models.invoice import Invoice
from billing.models.mirrored import ProviderInvoice, ProviderSubscription
from billing.models.operation import Operation
from billing.models.payer import Payer
from billing.models.payment import Payment, Statement
from billing.models.plan import Plan
from billing.models.received import Received
from billing.models.reconciliation import Reconciliation
from billing.models.reminder import Reminder
from billing.models.seller import Seller
from billing.models.subscription import Subscription
from billing.models.usage import Usage

__all__ = [
    "Act",
    "Change",
    "ClosedMonth",
    "Contract",
    "ContractRequest",
    "Counter",
    "Decision",
    "Entry",
    "Invoice",
    "Operation",
    "Payer",
    "Payment",
    "Plan",
    "ProviderInvoice",
    "ProviderSubscription",
    "Received",
    "Reconciliation",
    "Reminder",
    "Seller",
    "Statement",
    "Subscription",
    "Usage",
]
