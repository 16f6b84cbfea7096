"""Addresses of an organisation's way, under /desk/connecting/."""

from django.urls import path

from onboarding.organisations.views import list as listed
from onboarding.organisations.views import organisation

app_name = "connecting"
urlpatterns = [
    path("", listed.organisations, name="list"),
    path("<int:pk>/", organisation.organisation, name="organisation"),
]
