"""The two ways to say who calls, as the description of the interface tells them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class KeyScheme(OpenApiAuthenticationExtension):
    """A key of another system."""

    target_class = "appeals.api.authentication.ApiKeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """How the key is sent."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": _("Ключ выдаёт оператор платформы: otk_ГОРОД_…"),
        }


class SessionScheme(OpenApiAuthenticationExtension):
    """The session of a person signed in on the city's site."""

    target_class = "appeals.api.authentication.MemberSession"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """How the session is sent."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": str(settings.SESSION_COOKIE_NAME),
            "description": _("Вход на сайте города; запись требует заголовка X-CSRFToken."),
        }
