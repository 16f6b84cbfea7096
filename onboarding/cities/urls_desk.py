"""Addresses of the city's own pages about its launch and its life on the platform."""

from django.urls import path

from onboarding.cities.views import leaving

app_name = "launch"
urlpatterns = [
    path("export/", leaving.leaving, name="export"),
    path("export/archive/", leaving.archive, name="archive"),
]
