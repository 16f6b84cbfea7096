"""Migrations write down what they do, so that it can be done again in every city."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.postgresql.schema import DatabaseSchemaEditor

_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


@contextmanager
def writing_down() -> Iterator[list[str]]:
    """Collect every statement that migrations execute inside the block, parameters filled in."""
    statements: list[str] = []
    token = _written.set(statements)
    try:
        yield statements
    finally:
        _written.reset(token)


class WritingSchemaEditor(DatabaseSchemaEditor):
    """Django's schema editor with a notebook."""

    def execute(self, sql: Any, params: Any = ()) -> None:
        """Execute, and write the statement down when somebody asked for it."""
        super().execute(sql, params)
        statements = _written.get()
        if statements is not None and not self.collect_sql:
            text = str(sql)
            if params:
                text = text % tuple(map(self.quote_value, params))
            statements.append(text.strip().rstrip(";"))
