"""The application of the console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The operators' screens and the journal of what they did."""

    name = "console"
