"""allauth with an outside identity provider: it confirms who residents are, it makes no accounts.

Imported only where a provider is set up (settings.OPENID_SERVER).
"""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.signals import social_account_added, social_account_updated
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from tenants.accounts import outside
from tenants.accounts.models import User


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Of what the provider tells nothing is kept but the name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An account begins with a proved address, here as everywhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take the name and forget the rest before anything is stored."""
        told = sociallogin.account.extra_data
        sociallogin.full_name = outside.name_in(told.get("userinfo") or told.get("id_token") or {})
        sociallogin.account.extra_data = {}
        if not sociallogin.account._state.adding:
            sociallogin.account.save(update_fields=["extra_data"])

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to one's own account."""
        return reverse("account_profile")


@receiver([social_account_added, social_account_updated])
def vouched(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    """allauth has just tied the provider's account to a person of ours."""
    user, name = sociallogin.user, getattr(sociallogin, "full_name", "")
    if isinstance(user, User) and request.user == user and name:
        outside.confirmed(user, name)
