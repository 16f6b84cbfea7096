"""Addresses of the city's page of payment."""

from django.urls import path

from paying import views

app_name = "paying"
urlpatterns = [
    path("", views.home, name="home"),
    path("contract/", views.contract, name="contract"),
    path("period/", views.period, name="period"),
    path("leaving/", views.leaving, name="leaving"),
    path("staying/", views.staying, name="staying"),
    path("card/", views.card, name="card"),
    path("card/cabinet/", views.cabinet, name="cabinet"),
    path("card/period/", views.card_period, name="card_period"),
    path("card/end/", views.card_end, name="card_end"),
    path("card/<uuid:pk>/", views.waiting, name="waiting"),
    path("invoices/<int:pk>.pdf", views.invoice, name="invoice"),
    path("acts/<int:pk>.pdf", views.act, name="act"),
    path("reconciliation.pdf", views.reconciliation, name="reconciliation"),
]
