"""Addresses of sign-in and of one's own account."""

from django.urls import include, path
from django.views.generic import RedirectView

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
