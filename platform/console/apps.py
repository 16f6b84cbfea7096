"""The application of the console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Screens of the console."""

    name = "console"
