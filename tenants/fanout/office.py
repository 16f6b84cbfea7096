"""Work of the operators' office outside its own requests: shared tables are written as its role."""

from collections.abc import Iterator
from contextlib import contextmanager

from tenants import directory
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

SCHEMA = "office"


class NoOffice(RuntimeError):
    """The office is not built yet (`manage.py migrate_all` does it)."""


@contextmanager
def in_office() -> Iterator[Tenant]:
    """Be the office inside the block, whoever asked; transactions are the caller's.

    Raises:
        NoOffice
    """
    office = directory.by_schema(SCHEMA)
    if office is None:
        raise NoOffice
    with scope.entered(office):
        yield office
