"""Addresses of sign-in and of one's own account."""

from django.urls import include, path

from tenants.accounts.views import home

urlpatterns = [
    path("home/", home, name="account_home"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
