"""Sessions in the tenant's own schema that also say whose they are."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tenants.isolation import keys, scope


class SessionStore(DatabaseStore):
    """A session of A carried to B is not found there; copied there, it is not believed."""

    @property
    def key_salt(self) -> str:
        """The signature of the stored data holds in this tenant alone."""
        return keys.salt("session")

    def load(self) -> dict[str, Any]:
        """The session's data; on the platform's public site there are no sessions at all."""
        return super().load() if scope.current() else {}

    def save(self, must_create: bool = False) -> None:
        """Store the session; in a sealed city nothing is stored, and pages are read all the same."""
        if not scope.is_sealed():
            super().save(must_create)
