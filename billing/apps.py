"""The application of money."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Plans, rails, their events and operations: tables of `public`."""

    name = "billing"
    verbose_name = "Расчёты"

    def ready(self) -> None:
        """Let the outbox know who handles money's messages."""
        from billing import handlers  # noqa: F401
