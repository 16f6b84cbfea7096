"""Counters that no tally keeps: counted on the spot, but never further than a bound."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

BOUND = 100


def few(lists: Mapping[str, QuerySet[Any, Any]], *, bound: int = BOUND) -> dict[str, int]:
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


def gathered(
    *,
    counts: Mapping[str, tuple[QuerySet[Any, Any], int]],
    firsts: Mapping[str, QuerySet[Any, Any]],
    also: Mapping[str, tuple[str, Sequence[Any]]],
) -> dict[str, Any]:
    """Many small answers in one statement.

    `counts`: rows up to a bound; `firsts`: the one value of the first row; `also`: scalar
    subqueries of one's own, with their values.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for rows, bound in counts.values():
        sql, values = rows.order_by().values("pk")[:bound].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) rows)")  # noqa: S608 — compiled by Django
        parameters.extend(values)
    for rows in firsts.values():
        sql, values = rows[:1].query.sql_with_params()
        parts.append(f"({sql})")
        parameters.extend(values)
    for sql, given in also.values():
        parts.append(f"({sql})")
        parameters.extend(given)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        row = cursor.fetchone()
    return dict(zip([*counts, *firsts, *also], row or (), strict=True))


def shown(count: int, bound: int = BOUND) -> str:
    """99+ for a count that reached its bound."""
    return f"{bound - 1}+" if count >= bound else str(count)
