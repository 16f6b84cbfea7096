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
    path("cities/<slug:schema>/suspension/", views.suspend, name="suspend"),
    path("cities/<slug:schema>/resumption/", views.resume, name="resume"),
    path("cities/<slug:schema>/name/", views.rename, name="rename"),
    path("cities/<slug:schema>/plan/", views.plan, name="plan"),
    path("cities/<slug:schema>/address/", views.move, name="move"),
    path("applications/", views.applications, name="applications"),
    path("applications/admission/", views.admission, name="admission"),
    path("applications/<int:pk>/", views.application, name="application"),
    path("applications/<int:pk>/approve/", views.approve, name="approve"),
    path("applications/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("cities/<slug:schema>/closing/", views.begin, name="close"),
    path("closings/<int:pk>/", views.closing, name="closing"),
    path("closings/<int:pk>/<slug:what>/", views.closing_act, name="closing_act"),
    path("acts/<int:pk>/", views.act, name="act"),
    path("support/", views.support, name="support"),
    path("support/<int:pk>/", views.support_views, name="support_views"),
    path("support/<int:pk>/link/", views.support_link, name="support_link"),
    path("support/<int:pk>/end/", views.support_finish, name="support_finish"),
    path("rails/", views.rails, name="rails"),
    path("rails/comparison/", views.compare, name="compare"),
    path("rails/events/<int:pk>/replay/", views.replay, name="replay"),
    path("journal/", views.journal, name="journal"),
    path("vision/", views.vision, name="vision"),
]
