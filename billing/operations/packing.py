"""Arguments of operations as JSON and back: what is sent again must be the same to the letter."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from billing.gateway import Customer, Line, Plan


def customer(who: Customer) -> dict[str, Any]:
    """Who pays."""
    return {"customer": asdict(who)}


def plan(wanted: Plan) -> dict[str, Any]:
    """What is paid again and again."""
    return {"lines": lines(wanted.lines), "period": wanted.period, "note": wanted.note}


def lines(wanted: Sequence[Line]) -> list[dict[str, Any]]:
    """What is paid for."""
    return [asdict(line) for line in wanted]


def customer_of(params: dict[str, Any]) -> Customer:
    """Who pays."""
    return Customer(**params["customer"])


def plan_of(params: dict[str, Any]) -> Plan:
    """What is paid again and again."""
    return Plan(lines_of(params), params["period"], params["note"])


def lines_of(params: dict[str, Any]) -> list[Line]:
    """What is paid for."""
    return [Line(**line) for line in params["lines"]]


def moment_of(text: str | None) -> datetime | None:
    """A moment, or none."""
    return datetime.fromisoformat(text) if text else None
