"""Addresses of an organisation's way, under /desk/connecting/."""

from django.urls import path

from onboarding.organisations.views import answering, bulk, details, inviting, organisation
from onboarding.organisations.views import list as listed

app_name = "connecting"
urlpatterns = [
    path("", listed.organisations, name="list"),
    path("invite/", inviting.invite, name="invite"),
    path("invite/file/", bulk.file, name="bulk"),
    path("invite/sample.xlsx", bulk.example, name="sample"),
    path("invitation/<str:key>/", answering.invitation, name="invitation"),
    path("<int:pk>/", organisation.organisation, name="organisation"),
    path("<int:pk>/details/", details.details, name="details"),
    path("<int:pk>/invite/again/", inviting.again, name="again"),
    path("<int:pk>/invite/withdraw/", inviting.withdrawal, name="withdraw"),
]
