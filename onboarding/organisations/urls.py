"""Addresses of an organisation's way, under /desk/connecting/."""

from django.urls import path, re_path

from onboarding.organisations.views import (
    agreement,
    agreements,
    answering,
    bulk,
    details,
    inviting,
    organisation,
    settings,
)
from onboarding.organisations.views import list as listed

app_name = "connecting"
urlpatterns = [
    path("", listed.organisations, name="list"),
    path("invite/", inviting.invite, name="invite"),
    path("invite/file/", bulk.file, name="bulk"),
    path("invite/sample.xlsx", bulk.example, name="sample"),
    path("invitation/<str:key>/", answering.invitation, name="invitation"),
    path("settings/", settings.agreements, name="settings"),
    path("settings/texts/<slug:kind>/", settings.template, name="template"),
    path("settings/trust/", settings.trusting, name="trust"),
    path("settings/trust/<int:pk>/remove/", settings.distrust, name="distrust"),
    path("agreements/<int:pk>/", agreement.agreement, name="agreement"),
    re_path(
        r"^agreements/(?P<pk>[0-9]{1,18})/document\.(?P<suffix>pdf|docx)$",
        agreement.document,
        name="document",
    ),
    re_path(
        r"^agreements/(?P<pk>[0-9]{1,18})/signature/(?P<side>city|organisation)/$",
        agreement.signature,
        name="signature",
    ),
    path("agreements/<int:pk>/sign/", agreement.signing, name="sign"),
    path("agreements/<int:pk>/withdraw/", agreement.withdrawal, name="withdraw_agreement"),
    path("agreements/<int:pk>/terminate/", agreement.termination, name="terminate"),
    path("<int:pk>/", organisation.organisation, name="organisation"),
    path("<int:pk>/agreement/", agreements.draft, name="draft"),
    path("<int:pk>/agreement/preview.pdf", agreements.preview, name="draft_preview"),
    path("<int:pk>/agreement/send/", agreements.send, name="send"),
    path("<int:pk>/agreement/paper/", agreements.paper, name="paper"),
    path("<int:pk>/details/", details.details, name="details"),
    path("<int:pk>/invite/again/", inviting.again, name="again"),
    path("<int:pk>/invite/withdraw/", inviting.withdrawal, name="withdraw"),
]
