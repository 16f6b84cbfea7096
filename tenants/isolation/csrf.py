"""Protection against forged requests whose secret holds in one city alone.

Django's cookie would be believed on every host; ours carries a signature of the city.
"""

import hmac
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from tenants.isolation import keys


class TenantCsrfMiddleware(CsrfViewMiddleware):
    """Django's check over a cookie of the form `secret.signature-of-the-city`."""

    def _get_secret(self, request: HttpRequest) -> Any:
        secret, _, signature = request.COOKIES.get(_cookie_name(), "").partition(".")
        if not secret or not hmac.compare_digest(signature, keys.signature("csrf", secret)):
            return None
        kept = request.COOKIES
        request.COOKIES = {**kept, _cookie_name(): secret}
        try:
            return super()._get_secret(request)  # type: ignore[misc]
        finally:
            request.COOKIES = kept

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponseBase) -> None:
        super()._set_csrf_cookie(request, response)  # type: ignore[misc]
        secret = request.META.get("CSRF_COOKIE")
        if secret and _cookie_name() in response.cookies:
            morsel = response.cookies[_cookie_name()]
            morsel.set(_cookie_name(), value := f"{secret}.{keys.signature('csrf', secret)}", value)


def _cookie_name() -> str:
    from django.conf import settings

    return str(settings.CSRF_COOKIE_NAME)
