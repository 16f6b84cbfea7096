"""The application of cities' onboarding."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    """From an application to a live city, and to its end: tables of `public`."""

    name = "onboarding.cities"
    verbose_name = "Подключение городов"
