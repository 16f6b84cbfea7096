"""Addresses of the console."""

from django.urls import path

from console import views

app_name = "console"
urlpatterns = [
    path("", views.cities, name="cities"),
    path("cities/new/", views.new, name="new"),
    path("cities/new/suggested/", views.suggested, name="suggested"),
    path("cities/<slug:schema>/", views.city, name="city"),
    path("cities/<slug:schema>/order/", views.correct, name="correct"),
    path("cities/<slug:schema>/retries/", views.retry, name="retry"),
    path("journal/", views.journal, name="journal"),
    path("vision/", views.vision, name="vision"),
]
