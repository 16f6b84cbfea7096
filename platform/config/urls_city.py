"""Addresses of a city's site."""

from django.urls import include, path

urlpatterns = [
    path("health/", include("config.health")),
    path("accounts/", include("tenants.accounts.urls")),
    path("desk/connecting/", include("onboarding.organisations.urls")),
    path("support/", include("onboarding.cities.urls_support")),
    path("desk/launch/", include("onboarding.cities.urls_desk")),
    path("desk/billing/", include("paying.urls")),
    path("desk/imports/", include("appeals.desk.imports.urls")),
    path("desk/training/", include("onboarding.organisations.training.urls")),
    path("certificates/", include("onboarding.organisations.training.urls_public")),
    path("desk/", include("appeals.desk.urls")),
    path("api/v1/", include("appeals.api.urls")),
    path("", include("appeals.notifications.urls")),
    path("", include("portal.urls")),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.failed"
