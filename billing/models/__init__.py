"""What cities pay for: plans and who is on which."""

from billing.models.plan import Plan
from billing.models.subscription import Subscription

__all__ = ["Plan", "Subscription"]
