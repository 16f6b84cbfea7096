"""The design system as an application: it has templates, static sources and tags, no tables."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Shared by the city's site, the staff screens and the operators' console."""

    name = "design"
    label = "design"
