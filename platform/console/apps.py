"""The application of the console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The operators' screens and the journal of what they did."""

    name = "console"

    def ready(self) -> None:
        """Let the outbox know who carries news of support access between the sides."""
        from console import support_news  # noqa: F401
