"""Objects laid out by the client's own annotations: every field is there, empty ones as null."""

from typing import Any

from infra.fake_stripe import hints

# Not in an answer unless they are asked for by `expand`, or gone with an older version.
HIDDEN = frozenset(
    {
        *(
            "deleted",
            "previous_attributes",
            "payments",
            "confirmation_secret",
            "line_items",
            "sources",
            "subscriptions",
        ),
        *("tax_ids", "tax", "cash_balance", "invoice_credit_balance", "currency_options"),
        *(
            "tiers",
            "client_secret",
            "amount_paid_off_stripe",
            "current_trial",
            "billed_until",
            "breakdown",
        ),
    }
)


def made(cls: Any, **values: Any) -> dict[str, Any]:
    """An object of the class with these values; its name, and null in all other fields.

    Raises:
        TypeError: the client knows no such field; the fake has drifted.
    """
    known = hints.fields(cls)
    if strange := values.keys() - known.keys():
        raise TypeError(f"{cls.__name__} has no {', '.join(sorted(strange))}")
    blank: dict[str, Any] = {name: None for name in known if name not in HIDDEN}
    if hasattr(cls, "OBJECT_NAME"):
        blank["object"] = cls.OBJECT_NAME
    if "livemode" in known:
        blank["livemode"] = False
    return blank | values


def listed(data: list[dict[str, Any]], url: str, *, has_more: bool = False) -> dict[str, Any]:
    """A list inside an object, or a page of a list."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}
