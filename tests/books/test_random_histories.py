"""Random histories in the database: every kopeck is where a simple count says it is.

The suite runs a few; `python3 infra/bench.py ledger` a thousand.
"""

from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.books import histories


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories.HISTORIES)
def test_a_random_history_balances(books, penza, kazan, history):
    with transaction.atomic():
        histories.live(history, [penza, kazan])
        transaction.set_rollback(True)
