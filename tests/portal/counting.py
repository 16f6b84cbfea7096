from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of the block, the transaction's own left out."""
    seen: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield seen
    seen += [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].upper().startswith(_FRAME)
    ]
