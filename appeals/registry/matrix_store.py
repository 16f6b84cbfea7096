"""The one place that writes many lines of the matrix at once."""

from collections.abc import Iterable

from django.db import connection, transaction

from appeals.models import Serving

_BATCH = 1000


@transaction.atomic
def store(moved: Iterable[Serving], fresh: Iterable[Serving]) -> None:
    """Write lines that changed their days and new ones.

    The database looks whether two of them overlap when all are written: on the way a line may begin
    before the other has ended. What overlaps then is an IntegrityError, and nothing is written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS serving_one_at_a_time DEFERRED")
        Serving.objects.bulk_update(moved, ["since", "until", "source"], batch_size=_BATCH)
        Serving.objects.bulk_create(fresh, batch_size=_BATCH)
        cursor.execute("SET CONSTRAINTS serving_one_at_a_time IMMEDIATE")
