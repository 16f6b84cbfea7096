"""Parameters read by the client's own parameter classes; what these do not know is refused."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from typing_extensions import is_typeddict

from infra.fake_stripe import hints
from infra.fake_stripe.errors import Refused, required


def read(sent: Mapping[str, Any], cls: Any, under: str = "") -> dict[str, Any]:
    """The form's texts as values of the types that the class names.

    Raises:
        Refused: unknown or missing parameters, values of another type, as Stripe says it.
    """
    known = hints.fields(cls)
    values = {}
    for name, value in sent.items():
        full = f"{under}[{name}]" if under else name
        if name not in known:
            raise Refused(
                f"Received unknown parameter: {full}", code="parameter_unknown", param=full
            )
        values[name] = _value(value, known[name], full)
    for name in getattr(cls, "__required_keys__", ()):
        if name not in sent:
            raise required(f"{under}[{name}]" if under else name)
    return values


def _value(sent: Any, hint: Any, name: str) -> Any:
    allowed = hints.choices(hint)
    if isinstance(sent, dict):
        return _mapping(sent, allowed, name)
    if isinstance(sent, list):
        inner = next((get_args(each)[0] for each in allowed if get_origin(each) is list), None)
        if inner is None:
            raise Refused(f"Invalid array: {name}", param=name)
        return [_value(each, inner, f"{name}[{place}]") for place, each in enumerate(sent)]
    return _scalar(sent, allowed, name)


def _mapping(sent: dict[str, Any], allowed: tuple[Any, ...], name: str) -> dict[str, Any]:
    for each in allowed:
        if is_typeddict(each):
            return read(sent, each, name)
        if "UntypedStripeObject" in str(each) or get_origin(each) is dict:
            return {key: str(value) for key, value in sent.items()}
    raise Refused(f"Invalid object: {name}", param=name)


def _scalar(sent: str, allowed: tuple[Any, ...], name: str) -> Any:
    words = {word for each in allowed if get_origin(each) is Literal for word in get_args(each)}
    if sent in words:
        return sent
    if bool in allowed and sent in ("true", "false"):
        return sent == "true"
    if int in allowed and sent.lstrip("-").isdecimal():
        return int(sent)
    if (float in allowed or Decimal in allowed) and _is_number(sent):
        return Decimal(sent)
    # Words beside plain text are all the words there are: the client only leaves room for new ones.
    if str in allowed and not words - {""}:
        return sent
    if words - {""}:
        raise Refused(f"Invalid {name}: must be one of {', '.join(sorted(words))}", param=name)
    raise Refused(f"Invalid value for {name}: {sent}", code="parameter_invalid", param=name)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
