"""What somebody who only looks on does not read: residents' names, phones, words about themselves.

A field of a model says that it is personal; while support looks on, whatever is read through it
comes hidden, on every page, list and interface alike. Nothing can be written back meanwhile: the
transaction is read-only (tenants.accounts.support_gate).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

HIDDEN = "скрыто"
Hide = Callable[[str], str]
_looking: ContextVar[bool] = ContextVar("support_looks_on", default=False)


def looks_on() -> bool:
    """Whether this code works for somebody who must not read personal data."""
    return _looking.get()


@contextmanager
def hidden() -> Iterator[None]:
    """Hide personal data from everything inside the block."""
    token = _looking.set(True)
    try:
        yield
    finally:
        _looking.reset(token)


def hide_whole(value: str) -> str:
    """A word in the place of the value; what is empty stays so."""
    return HIDDEN if value else value


def nothing(value: str) -> str:
    """No value at all: for links and codes that open something."""
    return ""


class PersonalField(models.TextField):
    """A text about a person; to the database and to migrations an ordinary TextField."""

    def __init__(self, *args: Any, hide: Hide = hide_whole, **kwargs: Any) -> None:
        self.hide = hide
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What migrations see."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The value, or what stands in its place."""
        return self.hide(value) if value is not None and _looking.get() else value


class PersonalDetails(models.JSONField):
    """Details among which somebody's words may stand; to the database and to migrations a JSONField."""

    def __init__(self, *args: Any, hide: Hide = hide_whole, **kwargs: Any) -> None:
        self.hide = hide
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What migrations see."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The details, or the same with every text in them hidden."""
        told = super().from_db_value(value, expression, connection)
        return self._hidden(told) if _looking.get() else told

    def _hidden(self, told: Any) -> Any:
        if isinstance(told, str):
            return self.hide(told)
        if isinstance(told, list):
            return [self._hidden(each) for each in told]
        if isinstance(told, dict):
            return {name: self._hidden(each) for name, each in told.items()}
        return told
