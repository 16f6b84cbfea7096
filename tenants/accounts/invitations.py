"""People made by hands of the product or of its operators, and the letters that let them in."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from tenants.accounts import links
from tenants.accounts.models import User


def invite(*, email: str, name: str, role: str, inviter: str = "") -> User | None:
    """A person of the current tenant with a role, and a letter with the link to set a password.

    None, and no second letter, when the address is known here already.
    """
    if User.objects.filter(email__iexact=email).exists():
        return None
    user = User.objects.create_user(email=email.lower(), password=None, name=name, role=role)
    get_adapter().send_mail(
        "account/email/invitation",
        str(user.email),
        {"user": user, "inviter": inviter, "password_url": password_link(user)},
    )
    return user


def password_link(user: User) -> str:
    """The address at which this person sets a password; it holds three days and once."""
    return links.named(
        "account_reset_password_from_key",
        uidb36=user_pk_to_url_str(user),
        key=default_token_generator.make_token(user),
    )
