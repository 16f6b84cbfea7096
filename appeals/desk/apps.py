"""Templates and static files of the staff screens."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Code only: the desk has no tables."""

    name = "appeals.desk"
    label = "desk"
    verbose_name = "рабочие места"
