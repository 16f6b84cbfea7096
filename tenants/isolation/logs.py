"""Log lines that say which city they speak of."""

import logging

from tenants.isolation import scope


class TenantFormatter(logging.Formatter):
    """Adds `tenant` to every line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line with the schema of the moment."""
        record.tenant = scope.schema()
        return super().format(record)
