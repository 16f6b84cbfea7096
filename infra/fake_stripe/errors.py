"""Refusals in Stripe's own form."""

from typing import Any


class Refused(Exception):
    """An answer with an error: its HTTP status, type, code and the parameter it is about."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str = "",
        param: str = "",
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.body = {
            "error": {
                "type": kind,
                "message": message,
                **({"code": code} if code else {}),
                **({"param": param} if param else {}),
                **more,
            }
        }


def missing(kind: str, identifier: str) -> Refused:
    """There is no such object."""
    return Refused(
        f"No such {kind}: '{identifier}'", status=404, code="resource_missing", param="id"
    )


def required(param: str) -> Refused:
    """A parameter that must be there is not."""
    return Refused(f"Missing required param: {param}.", code="parameter_missing", param=param)


def declined(code: str = "generic_decline") -> Refused:
    """The bank said no."""
    return Refused(
        "Your card was declined.",
        status=402,
        kind="card_error",
        code="card_declined",
        decline_code=code,
    )
