"""An account registered with somebody else's address: what the squatter left is forgotten.

Whoever registers chooses the password before the address is proved. Typed into the same browser,
the registration's own code shows that both are one person. A code asked for at sign-in shows only
that the address is theirs: the password, and the phone, may be a stranger's who waited for that.
"""

from typing import Any

from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.http import HttpRequest

from tenants.accounts.models import User

_BY_CODE_AT_SIGN_IN = "account_confirm_login_code"


@receiver(email_confirmed)
def address_proved(request: HttpRequest, email_address: Any, **_: Any) -> None:
    """allauth has just believed an address for the first time."""
    step = request.resolver_match
    if step is not None and step.url_name == _BY_CODE_AT_SIGN_IN:
        forget_unproved(email_address.user)


def forget_unproved(user: User) -> None:
    """Leave the account to its address alone; a password is set anew by letter or in the profile."""
    user.set_unusable_password()
    if not user.phone_verified:
        user.phone = None
    user.save(update_fields=["password", "phone"])
