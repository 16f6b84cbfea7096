"""Addresses of a city's public site; a POST goes to the address of the page it stands on."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("appeals/<str:number>/", views.card, name="card"),
    path("track/", views.tracking, name="tracking"),
    path("track/<str:code>/", views.own_card, name="own_card"),
    path("track/<str:code>/accepted/", views.accepted, name="accepted"),
    path("search/", views.search, name="search"),
    path("houses/", views.houses, name="houses"),
    path("organisations/", views.organisations, name="organisations"),
    path("about/<str:page>/", views.about, name="about"),
    path("media/<str:key>.jpg", views.photo, name="photo"),
    path("branding.css", views.branding, name="branding"),
    path("vision/", views.vision, name="vision"),
]
