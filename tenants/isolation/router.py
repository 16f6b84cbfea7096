"""Which tables belong into which kind of schema."""

from typing import Any

from django.conf import settings
from django_tenants.routers import TenantSyncRouter

from tenants.isolation import scope


class SchemaRouter(TenantSyncRouter):
    """django-tenants' rule, asked of the scope: it always carries the kind of its schema."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        """False for an application whose tables this kind of schema does not have."""
        tenant = scope.current()
        kind = tenant.kind if tenant else scope.PUBLIC
        return None if self.app_in_list(app_label, settings.TENANT_TYPES[kind]["APPS"]) else False
