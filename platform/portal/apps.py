"""The residents' site as an application: screens only, every table is another's."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What residents see and do."""

    name = "portal"
    label = "portal"
