"""What the official client says about its objects and parameters, as Python types.

The client names most of its types in strings and imports them for type checkers alone; here the
names are found again.
"""

import ast
import importlib
import inspect
import sys
import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

# What a request carries in its headers, not in its form.
NOT_SENT = frozenset(RequestOptions.__annotations__)


@cache
def fields(cls: type) -> dict[str, Any]:
    """Each field of a class of the client with its type."""
    own = {
        name: hint
        for name, hint in cls.__annotations__.items()
        if not name.startswith("_")
        and not name.isupper()
        and not (is_typeddict(cls) and name in NOT_SENT)
    }
    asked = type("Asked", (), {"__annotations__": own, "__module__": cls.__module__})
    return get_type_hints(asked, _names(cls.__module__), include_extras=True)


def choices(hint: Any) -> tuple[Any, ...]:
    """The types that a type allows: those of a union, or itself alone."""
    origin = get_origin(hint)
    if origin is Union or origin is types.UnionType:
        return tuple(each for part in get_args(hint) for each in choices(part))
    if origin is not None and getattr(origin, "_name", "") in ("NotRequired", "Required"):
        return choices(get_args(hint)[0])
    return (hint,)


@cache
def _names(module: str) -> dict[str, Any]:
    found = sys.modules[module]
    names = dict(vars(found))
    for path, name, alias in _imported_for_checkers(ast.parse(inspect.getsource(found))):
        if path.startswith(("stripe", "typing")):
            names.setdefault(alias, getattr(importlib.import_module(path), name))
    return names


def _imported_for_checkers(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    for guard in ast.walk(tree):
        if isinstance(guard, ast.If) and getattr(guard.test, "id", "") == "TYPE_CHECKING":
            for node in ast.walk(guard):
                if isinstance(node, ast.ImportFrom) and node.module:
                    for each in node.names:
                        yield node.module, each.name, each.asname or each.name
