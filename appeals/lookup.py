"""From a number as people write it to an appeal: the one place where numbers are looked up."""

from datetime import date

from appeals import numbering
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.numbering import Number
from tenants.isolation import scope

_SERIAL_DIGITS = 9


def one(text: str, among: AppealQuerySet) -> Appeal | None:
    """The one with this number, in either alphabet, among those that may be seen."""
    tenant = scope.require()
    number = numbering.parse(text, tenant.code, tenant.latin_code)
    return among.numbered(number).first() if number is not None else None


def is_of(appeal: Appeal, text: str) -> bool:
    """Whether these words are this appeal's number, in either alphabet."""
    tenant = scope.require()
    number = numbering.parse(text, tenant.code, tenant.latin_code)
    return number == Number(appeal.year, appeal.serial, appeal.is_trial)


def is_number(text: str) -> bool:
    """Whether these words are a whole number of this city."""
    tenant = scope.require()
    return numbering.parse(text, tenant.code, tenant.latin_code) is not None


def typed(text: str, today: date) -> Number | None:
    """A number as people type it: whole, without the city's letters, or this year's serial alone."""
    tenant = scope.require()
    text = text.strip().lstrip("№ ")
    if text.isascii() and text.isdecimal() and len(text) <= _SERIAL_DIGITS:
        return Number(today.year, int(text))
    return numbering.parse(text, tenant.code, tenant.latin_code) or numbering.parse(
        f"{tenant.code}-{text}", tenant.code
    )
