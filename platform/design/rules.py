"""A term's length and its source in the reader's language; an appeal keeps both in Russian words."""

from django.utils.translation import get_language, gettext, ngettext_lazy
from django.utils.translation import gettext as _

from appeals.spans import Span
from design.language import RUSSIAN

_LENGTHS = {
    "m": ngettext_lazy("%(n)d минута", "%(n)d минут", "n"),
    "h": ngettext_lazy("%(n)d час", "%(n)d часов", "n"),
    "d": ngettext_lazy("%(n)d сутки", "%(n)d суток", "n"),
    "cd": ngettext_lazy("%(n)d день", "%(n)d дней", "n"),
    "wh": ngettext_lazy("%(n)d рабочий час", "%(n)d рабочих часов", "n"),
    "wd": ngettext_lazy("%(n)d рабочий день", "%(n)d рабочих дней", "n"),
}
_AGREEMENT = "соглашение "


def length(text: str) -> str:
    """5 рабочих дней → 5 working days; words that are no length of ours stay as they are."""
    span = Span.said(text) if get_language() != RUSSIAN else None
    if span is None:
        return text
    told = str(_LENGTHS[span.unit] % {"n": span.amount})
    if span.hours is None:
        return told
    opens, closes = span.hours
    return _("%(span)s (с %(opens)d до %(closes)d)") % {
        "span": told,
        "opens": opens,
        "closes": closes,
    }


def source(text: str) -> str:
    """A published act by its name in the catalogue, an agreement by its number; a city's own words
    stay as the city wrote them."""
    if text.startswith(_AGREEMENT):
        return _("соглашение %(number)s") % {"number": text.removeprefix(_AGREEMENT)}
    return gettext(text) if text else ""
