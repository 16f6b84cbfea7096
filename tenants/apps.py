"""The application of what tenants share."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Cities, their hosts, the outbox: tables of `public`."""

    name = "tenants"
    verbose_name = "Города"
