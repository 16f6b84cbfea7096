"""The application of money."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Plans, ledger, gateways: tables of `public`."""

    name = "billing"
    verbose_name = "Расчёты"
