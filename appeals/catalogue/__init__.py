"""The starter catalogue: sectors, services and categories that a new city begins with, as data."""

from appeals.catalogue.starter import (
    CategorySeed,
    CauseSeed,
    Name,
    Named,
    Official,
    ReplySeed,
    categories,
    causes,
    official_of,
    questions_of,
    replies,
    sectors,
    services,
    terms_of,
)

__all__ = [
    "CategorySeed",
    "CauseSeed",
    "Name",
    "Named",
    "Official",
    "ReplySeed",
    "categories",
    "causes",
    "official_of",
    "questions_of",
    "replies",
    "sectors",
    "services",
    "terms_of",
]
