"""Addresses of the platform's public site."""

from django.urls import path

from console.views import ask, joining, public, vision

urlpatterns = [
    path("", public.public, name="public"),
    path("tariff/", public.tariff, name="tariff"),
    path("data/", public.data, name="data"),
    path("join/", joining.join, name="join"),
    path("join/cities/", joining.cities, name="join_cities"),
    path("join/sent/", joining.sent, name="join_sent"),
    path("join/consent/<str:edition>/", joining.consent, name="join_consent"),
    path("join/confirm/<str:token>/", joining.confirm, name="join_confirm"),
    path("join/<str:key>/", joining.steps, name="join_steps"),
    path("ask", ask.ask, name="ask"),
    path("vision/", vision),
]
