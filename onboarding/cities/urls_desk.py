"""Addresses of the city's own pages about its launch and its life on the platform."""

from django.urls import path

from onboarding.cities.views import checklist, domain, leaving, look, opening, support

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
    path("support/", support.asked, name="support"),
    path("support/consent/", support.stand, name="support_stand"),
    path("support/<int:pk>/", support.looked, name="support_views"),
    path("support/<int:pk>/answer/", support.answer, name="support_answer"),
    path("export/archive/", leaving.archive, name="archive"),
]
