"""Addresses by which support comes into a city and leaves it."""

from django.urls import path

from onboarding.cities.views import support

app_name = "support"
urlpatterns = [
    path("enter/<str:token>/", support.enter, name="enter"),
    path("finish/", support.finish, name="finish"),
    path("over/", support.over, name="over"),
]
