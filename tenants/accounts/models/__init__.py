"""People and the letters to them."""

from tenants.accounts.models.identity_check import IdentityCheck
from tenants.accounts.models.mail import Mail
from tenants.accounts.models.support_view import SupportView
from tenants.accounts.models.user import User

__all__ = ["IdentityCheck", "Mail", "SupportView", "User"]
