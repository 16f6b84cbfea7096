"""Keys and salts bound to a city, so that nothing of one is ever found or believed by another."""

import hashlib
import hmac

from django.conf import settings

from tenants.isolation import scope


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the schema comes first."""
    return f"{scope.schema()}:{key_prefix}:{version}:{key}"


def salt(purpose: str) -> str:
    """A salt for Django's signers that differs in every city."""
    return f"{scope.schema()}:{purpose}"


def signature(purpose: str, value: str) -> str:
    """A keyed digest of `value` that holds in the current city alone (hex, 128 bit)."""
    key = f"{settings.SECRET_KEY}:{salt(purpose)}".encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:32]
