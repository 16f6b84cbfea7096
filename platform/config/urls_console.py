"""Addresses of the operators' console."""

from django.urls import include, path

urlpatterns = [
    path("health/", include("config.health")),
    path("accounts/", include("tenants.accounts.urls")),
    path("billing/", include("billing.urls")),
    path("money/", include("console.money.urls")),
    path("", include("console.urls")),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.failed"
