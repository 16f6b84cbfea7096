"""Addresses of money on the office's host."""

from django.urls import path

from billing import views

app_name = "billing"
urlpatterns = [path("stripe/", views.stripe, name="stripe")]
