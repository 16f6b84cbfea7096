"""Stripe's form encoding: `items[0][price]=price_1` is a list of a dictionary."""

from typing import Any
from urllib.parse import parse_qsl

from infra.fake_stripe.errors import Refused


def decoded(body: str) -> dict[str, Any]:
    """A form or a query as nested dictionaries and lists of text.

    Raises:
        Refused: a name cannot be read.
    """
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        *path, last = _path(name)
        place = tree
        for step in path:
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                raise Refused(f"Invalid name: {name}", param=name)
        place[last] = value
    return {name: _with_lists(value) for name, value in tree.items()}


def _path(name: str) -> list[str]:
    head, *rest = name.split("[")
    steps = [step.removesuffix("]") for step in rest]
    if not head or any(not part.endswith("]") for part in rest):
        raise Refused(f"Invalid name: {name}", param=name)
    # `expand[]=a` has no number.
    return [head, *("0" if step == "" else step for step in steps)]


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(each) for name, each in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
