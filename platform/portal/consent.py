"""The text of consent to processing personal data, by edition: an applicant keeps the one agreed to.

An edition is a template that is never changed afterwards (`portal/consent/<day>.html`); a new text is a
new file and a new first line here. Old ones stay readable under their own address.
"""

from datetime import date

# The newest first; the form asks for that one.
EDITIONS = ("2026-11-22",)
VERSION = EDITIONS[0]


def template(edition: str) -> str:
    """The template of an edition's text."""
    return f"portal/consent/{edition}.html"


def dates(*, but: str) -> list[date]:
    """The days of all other editions, the newest first."""
    return [date.fromisoformat(each) for each in EDITIONS if each != but]
