"""The application of organisations' onboarding."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """From an invitation to live work: tables of every city's schema."""

    name = "onboarding.organisations"
    verbose_name = "Подключение организаций"

    def ready(self) -> None:
        """Let the outbox know who tells people of training, of accidents, of live work."""
        from onboarding.organisations import launch_letters, urgent  # noqa: F401
        from onboarding.organisations.training import letters  # noqa: F401
