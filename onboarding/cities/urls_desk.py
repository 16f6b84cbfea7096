"""Addresses of the city's own pages about its launch and its life on the platform."""

from django.urls import path

from onboarding.cities.views import leaving, support

app_name = "launch"
urlpatterns = [
    path("export/", leaving.leaving, name="export"),
    path("support/", support.asked, name="support"),
    path("support/consent/", support.stand, name="support_stand"),
    path("support/<int:pk>/", support.looked, name="support_views"),
    path("support/<int:pk>/answer/", support.answer, name="support_answer"),
    path("export/archive/", leaving.archive, name="archive"),
]
