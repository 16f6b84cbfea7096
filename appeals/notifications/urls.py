"""Addresses by which people choose what they are told of, and stop it."""

from django.urls import path

from appeals.notifications import views

app_name = "notifications"
urlpatterns = [
    path("accounts/notifications/", views.preferences, name="preferences"),
    path("accounts/notifications/telegram/", views.telegram_link, name="telegram"),
    path("accounts/notifications/devices/", views.device, name="devices"),
    path("notifications/stop/<str:token>/", views.stop, name="stop"),
    path("telegram/", views.telegram_said, name="telegram_said"),
    path("push.js", views.push_worker, name="push_worker"),
]
