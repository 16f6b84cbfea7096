"""Places of a public text that are hidden: shown as bars that say what is hidden, never cut in two."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop

from design import language

# What appeals.masking leaves in the place of personal data.
_HIDDEN = re.compile(r"\[([а-яё ]{1,40} скрыт[аоы]?|скрыто)\]")
WORDS = (
    *(gettext_noop("телефон скрыт"), gettext_noop("почта скрыта"), gettext_noop("имя скрыто")),
    *(gettext_noop("квартира скрыта"), gettext_noop("номер машины скрыт")),
    *(gettext_noop("номер документа скрыт"), gettext_noop("скрыто")),
)
_PIECES = re.compile(r"\[[^\]]{1,40}\]\S*|\S+")


def shown(text: str) -> SafeString:
    """The text with its hidden places as black bars."""
    return mark_safe(_HIDDEN.sub(_bar, str(conditional_escape(text or ""))))  # noqa: S308


def excerpt(text: str, most: int) -> str:
    """Its first words; a hidden place counts as one word and stays whole."""
    found = _PIECES.findall(text or "")
    return " ".join(found[:most]) + (" …" if len(found) > most else "")


def _bar(found: re.Match[str]) -> str:
    """One hidden place, named in the reader's language whatever language the text is in."""
    spoken = get_language() or language.RUSSIAN
    said = "" if spoken == language.RUSSIAN else f' lang="{spoken}"'
    return f'<mark class="hid"{said}>{conditional_escape(gettext(found[1]))}</mark>'
