"""The check page of a certificate: for anybody who has its link."""

from django.urls import path

from onboarding.organisations.training.views import certificates

app_name = "certificates"
urlpatterns = [path("<str:code>/", certificates.check, name="check")]
