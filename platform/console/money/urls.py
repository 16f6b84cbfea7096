"""Addresses of the operators' money pages."""

from django.urls import path

from console.money import views

app_name = "money"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("run/", views.run, name="run"),
    path("cities/<slug:schema>/", views.city, name="city"),
    path("cities/<slug:schema>/contract/", views.contract, name="contract"),
    path("cities/<slug:schema>/invoices/", views.extra, name="extra"),
    path("cities/<slug:schema>/end/", views.end_subscription, name="end_subscription"),
    path("cities/<slug:schema>/cards/<int:pk>/end/", views.end_card, name="end_card"),
    path("cities/<slug:schema>/refunds/", views.refund, name="refund"),
    path("cities/<slug:schema>/reconciliation.pdf", views.reconciliation, name="reconciliation"),
    path("contracts/<int:pk>/end/", views.end_contract, name="end_contract"),
    path("requests/<int:pk>/refusal/", views.refuse, name="refuse"),
    path("invoices/<int:pk>/", views.invoice, name="invoice"),
    path("invoices/<int:pk>.pdf", views.invoice_pdf, name="invoice_pdf"),
    path("invoices/<int:pk>/<slug:act>/", views.change_invoice, name="change_invoice"),
    path("acts/<int:pk>.pdf", views.act_pdf, name="act_pdf"),
    path("acts/<int:pk>/void/", views.void_act, name="void_act"),
    path("bank/", views.bank, name="bank"),
    path("payments/<int:pk>/<slug:act>/", views.change_payment, name="change_payment"),
    path("plans/", views.plans, name="plans"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("seller/", views.seller, name="seller"),
    path("books/", views.books, name="books"),
]
