"""Random histories in the database: every kopeck is where a simple count says it is.

The suite runs a few; `python3 infra/bench.py ledger` a thousand.
"""

from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings

from tests.books import histories


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories.HISTORIES)
def test_a_random_history_balances(books, penza, kazan, history):
    with transaction.atomic():
        happened = histories.live(history, [penza, kazan])
        transaction.set_rollback(True)
    assume(happened)


def test_everything_can_happen_in_one_life(books, penza, kazan):
    history = [
        ("bill", 0, 50_000),
        ("pay", 0, 30_000),
        ("move", 0, 1),
        ("move", 0, 0),
        ("lower", 0, 10_000),
        ("accept", 0, 5),
        ("unaccept", 0, 0),
        ("unaccept", 0, 0),
        ("close", 0, 0),
        ("pay", 1, 70_000),
        ("refund", 1, 20_000),
        ("void", 0, 0),
    ]

    happened = histories.live(history, [penza, kazan])

    assert happened == [verb for verb, *_ in history]
