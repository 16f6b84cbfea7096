"""Counters that no tally keeps: counted on the spot, but never further than a bound."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

BOUND = 100


def few(lists: Mapping[str, QuerySet[Any]], *, bound: int = BOUND) -> dict[str, int]:
    """How many rows each list has, at most `bound`, all in one statement."""
    if not lists:
        return {}
    parts: list[str] = []
    parameters: list[Any] = []
    for rows in lists.values():
        sql, bound_values = rows.order_by().values("pk")[:bound].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) rows)")  # noqa: S608 — compiled by Django
        parameters.extend(bound_values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        row = cursor.fetchone()
    return dict(zip(lists, row or (), strict=True))


def shown(count: int, bound: int = BOUND) -> str:
    """99+ for a count that reached its bound."""
    return f"{bound - 1}+" if count >= bound else str(count)
