"""The application of appeals: tables of every city's schema."""

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """The core."""

    name = "appeals"
    verbose_name = "Обращения"

    def ready(self) -> None:
        """Let the outbox know who announces events."""
        from appeals.notifications import (  # noqa: F401
            announce,
            colleagues,
            contact_letters,
            control,
            crews,
            delivery,
            following,
            incidents,
            leaving,
            official,
            votes,
        )
        from appeals.registry.imports import work  # noqa: F401
