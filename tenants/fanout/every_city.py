"""Work that has to be done in every city, one after another, by one task."""

import logging
from collections.abc import Callable

from tenants import directory
from tenants.isolation import scope

log = logging.getLogger(__name__)


def in_every_city(work: Callable[[], int]) -> int:
    """Run `work` for each city whose tasks run, each in a transaction of its own; the sum of answers.

    A city where it fails is logged and does not stop the others.
    """
    total = 0
    for tenant in directory.working_cities():
        try:
            with scope.in_tenant(tenant):
                total += work()
        except Exception:
            log.exception("Periodic work failed in %s.", tenant.schema)
    return total
