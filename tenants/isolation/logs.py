"""Log lines that say which city they speak of, and nothing of what a person typed.

The text of an exception is left out: a database quotes the row it refused, a parser the word it
could not read. What stays is enough to find the place: types, files, lines, and for the database
its error code and the constraint.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from tenants.isolation import scope

HIDDEN = "…"
# These speak of our code, not of anybody's data: their text is kept.
_OF_CODE = (ImportError, NameError, AttributeError, TypeError, ImproperlyConfigured)
# Left in messages by libraries that name an address or a recipient.
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), HIDDEN),
    (re.compile(r"(?<!\d)(?:\+7|8)[\s(-]*\d{3,5}(?:[\s()-]*\d){5,7}(?!\d)"), HIDDEN),
    # Whoever has these addresses may act for somebody.
    (re.compile(r"(/track/link/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/track/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/accepted/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/notifications/stop/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    # The token of a bot stands in the address of the Bot API.
    (re.compile(r"(/bot)\d+:[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/support/enter/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/contractor/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/connecting/invitation/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/join/confirm/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    # The page of somebody who applied: a number and a signature.
    (re.compile(r"(/join/)[^/\s?\"']+(?::|%3A)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/certificates/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/reset/key/)[^/\s?\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"\?\S+"), f"?{HIDDEN}"),
)


class TenantFormatter(logging.Formatter):
    """Adds `tenant` to every line and takes personal data out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line with the schema of the moment."""
        record.tenant = scope.schema()
        return scrubbed(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message without the text of the exception that it may repeat."""
        if record.exc_info and record.exc_info[1]:
            for error in _chain(record.exc_info[1]):
                if isinstance(error, _OF_CODE):
                    continue
                for text in (repr(error), str(error)):
                    if text:
                        record.message = record.message.replace(text, HIDDEN)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        """Where it happened and of what kind, never what the exception says."""
        lines: list[str] = []
        for error in _chain(ei[1]):
            lines += ["Traceback (most recent call last):\n"] if not lines else ["↓\n"]
            lines += traceback.format_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}{_place(error)}\n")
        return "".join(lines).rstrip()


def scrubbed(text: str) -> str:
    """The text without e-mail addresses, phones, and the secrets that stand in addresses."""
    for pattern, replacement in _PERSONAL:
        text = pattern.sub(replacement, text)
    return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception after the ones it came from."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return reversed(chain)


def _place(error: BaseException) -> str:
    if isinstance(error, _OF_CODE):
        return f": {error}"
    facts = getattr(error, "diag", None)
    if facts is None:
        return ""
    told = (facts.sqlstate, facts.table_name, facts.column_name, facts.constraint_name)
    return " (" + ", ".join(fact for fact in told if fact) + ")"
