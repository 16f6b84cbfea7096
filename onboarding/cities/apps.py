"""The application of cities' onboarding."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    """From an application to a live city, and to its end: tables of `public`."""

    name = "onboarding.cities"
    verbose_name = "Подключение городов"

    def ready(self) -> None:
        """Let the outbox know who carries out what cities wish of their own hosts."""
        from onboarding.cities import domain_news  # noqa: F401
