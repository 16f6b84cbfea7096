"""Addresses of sign-in and of one's own account."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from tenants.accounts import outside
from tenants.accounts.views import home, profile

# There is no way to send a code to a phone yet: it is changed among one's own facts.
_to_profile = RedirectView.as_view(pattern_name="account_profile")

urlpatterns = [
    path("home/", home, name="account_home"),
    path("profile/", profile, name="account_profile"),
    path("phone/change/", _to_profile),
    path("phone/verify/", _to_profile),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]

if settings.OPENID_SERVER:
    from allauth.socialaccount.providers.openid_connect.views import login

    # allauth goes to these when its provider says no, or knows nobody here.
    _left = ("connections", "signup", "login_cancelled", "login_error")
    urlpatterns += [
        # The same address as allauth's own below, and before it.
        path("oidc/<str:provider_id>/login/", outside.asks_again(login)),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
        *(path(f"outside/{name}/", _to_profile, name=f"socialaccount_{name}") for name in _left),
    ]
