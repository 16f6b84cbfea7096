"""The starter catalogue: sectors, services and categories that a new city begins with, as data."""

from appeals.catalogue.starter import (
    CategorySeed,
    Name,
    Named,
    categories,
    sectors,
    services,
    terms_of,
)

__all__ = ["CategorySeed", "Name", "Named", "categories", "sectors", "services", "terms_of"]
