"""Addresses of an organisation's way, under /desk/connecting/."""

from django.urls import path, re_path

from onboarding.organisations.views import (
    agreement,
    agreements,
    answering,
    bulk,
    deeds,
    details,
    inviting,
    organisation,
    practice,
    report,
    rules,
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
    path("rules/", rules.rules, name="rules"),
    path("report/", report.report, name="report"),
    path("report/connecting.pdf", report.pdf, name="report_pdf"),
    path("report/connecting.xlsx", report.xlsx, name="report_xlsx"),
    path("<int:pk>/trial/", deeds.begin_trial, name="begin_trial"),
    path("<int:pk>/practice/send/", deeds.send_practice, name="send_practice"),
    path("<int:pk>/practice/plan/", deeds.plan_practice, name="plan_practice"),
    path("<int:pk>/practice/purge/", deeds.purge_practice, name="purge_practice"),
    path("<int:pk>/practice/late/", practice.late, name="late"),
    path("<int:pk>/practice/<str:day>/", practice.sheet, name="sheet"),
    path("<int:pk>/launch/", deeds.launch, name="launch"),
    path("<int:pk>/suspend/", deeds.suspend, name="suspend"),
    path("<int:pk>/resume/", deeds.resume, name="resume"),
    path("<int:pk>/end/", deeds.end, name="end"),
    path("<int:pk>/phone/", deeds.check_phone, name="check_phone"),
]
