"""Addresses of the platform's public site."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
