"""The application of the city's page of payment."""

from django.apps import AppConfig


class PayingConfig(AppConfig):
    """Pages and letters; it has no tables."""

    name = "paying"
