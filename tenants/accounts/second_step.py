"""Sign-in in two steps: the secret of the application is kept encrypted, by a key of the city."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from tenants.accounts.sentences import SECOND_STEP_SENTENCES
from tenants.isolation import keys, scope


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets of one city cannot be read with another's key, nor in a copy of the database."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SECOND_STEP_SENTENCES}

    def get_totp_issuer(self) -> str:
        """How the application names the account."""
        return f"Отклик, {scope.require().name}"

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The stored secret in the clear.

        Raises:
            cryptography.fernet.InvalidToken: it was stored in another city or under a lost key.
        """
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    material = f"{secret}:{keys.salt('second-step')}".encode()
    return base64.urlsafe_b64encode(hashlib.sha256(material).digest())
