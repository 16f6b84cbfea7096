"""Addresses of the city's own pages about its launch and its life on the platform."""

from django.urls import path

from onboarding.cities.views import checklist, domain, leaving, look, opening

app_name = "launch"
urlpatterns = [
    path("", checklist.checklist, name="checklist"),
    path("marks/<slug:code>/", checklist.mark, name="mark"),
    path("look/", look.look, name="look"),
    path("look/emblem/", look.drop, name="drop_emblem"),
    path("opening/", opening.opening, name="opening"),
    path("domain/", domain.domain, name="domain"),
    path("domain/<int:pk>/", domain.change, name="domain_change"),
    path("export/", leaving.leaving, name="export"),
    path("export/archive/", leaving.archive, name="archive"),
]
