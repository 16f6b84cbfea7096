"""Addresses of the platform's public site."""

from django.urls import include, path

urlpatterns = [
    path("health/", include("config.health")),
    path("", include("console.urls_public")),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.failed"
