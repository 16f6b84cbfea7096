"""Links that reset a password hold in one city alone."""

from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator

from tenants.isolation import keys


class TenantTokenGenerator(EmailAwarePasswordResetTokenGenerator):
    """allauth's tokens, salted with the city."""

    @property
    def key_salt(self) -> Any:
        """A salt that differs in every city."""
        return keys.salt("password-reset")

    @key_salt.setter
    def key_salt(self, value: Any) -> None:
        """Django's class attribute; ours follows the city."""
