"""An outside identity provider: a slot for OpenID Connect, off and invisible until it is set up.

Setting it up is the operator's: `OPENID_SERVER`, `OPENID_CLIENT`, `OPENID_SECRET`, `OPENID_TITLE`
in the environment, then `manage.py migrate_all`. Nobody's provider is claimed to work until then.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from allauth.utils import get_request_param
from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from tenants.accounts.identity import Level
from tenants.accounts.models import IdentityCheck, User

PROVIDER = "outside"
_NAME = ("family_name", "given_name", "middle_name")


def title() -> str:
    """What the provider is called on pages; empty while there is none."""
    return str(settings.OPENID_TITLE)


def connect_link() -> str:
    """Where a signed-in resident begins to confirm who they are there; empty without a provider."""
    if not title():
        return ""
    begins = reverse("openid_connect_login", kwargs={"provider_id": PROVIDER})
    return f"{begins}?process=connect&next={reverse('account_profile')}"


def asks_again(login: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whoever ties the provider's account to their own proves first who they are.

    The way there begins with a plain link, so any page could send a signed-in person along it.
    """

    @wraps(login)
    def run(request: HttpRequest, **names: str) -> HttpResponseBase:
        ties = request.user.is_authenticated and get_request_param(request, "process") == "connect"
        if ties and not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        return login(request, **names)

    return run


def name_in(claims: dict[str, Any]) -> str:
    """The name in full as the provider tells it, the surname first."""
    parts = [str(claims.get(key) or "").strip() for key in _NAME]
    return " ".join(part for part in parts if part) or str(claims.get("name") or "").strip()


def confirmed(user: User, full_name: str) -> None:
    """The provider vouches for a resident: the highest level, and the name it knows."""
    if not user.is_resident:
        return
    user.full_name, user.identity_level = full_name, Level.PROVIDER
    user.save(update_fields=["full_name", "identity_level"])
    IdentityCheck.objects.create(
        user_id=user.pk, verb=IdentityCheck.CHECKED, at=Now(), by_name=title()
    )
