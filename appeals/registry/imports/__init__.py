"""A file on its way into the registry: received, its columns chosen, checked, taken or dropped."""

from appeals.registry.imports.accept import accept
from appeals.registry.imports.ask_again import ask_again
from appeals.registry.imports.choose_columns import choose_columns
from appeals.registry.imports.drop import drop
from appeals.registry.imports.receive import receive

__all__ = ["accept", "ask_again", "choose_columns", "drop", "receive"]
