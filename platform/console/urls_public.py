"""Addresses of the platform's public site."""

from django.urls import path

from console import views

urlpatterns = [
    path("", views.public, name="public"),
    path("vision/", views.vision),
]
