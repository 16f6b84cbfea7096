"""What the city hid or edited of an appeal, as its own row tells it: no other table is asked to show it.

`Appeal.moderated` holds `{"text": {"how", "why"}, "words": {"<sequence>": "<why>"}}`; the words
themselves and who changed them are the desk's (`Moderation`).
"""

from typing import Any

from django.utils.translation import gettext as _

from appeals import labels


def text_note(kept: dict[str, Any] | None) -> str:
    """The sentence in place of the hidden text, or under the edited one; empty: nobody touched it."""
    told = (kept or {}).get("text")
    if not told:
        return ""
    if told.get("how") == "hide":
        return _("Текст скрыт модератором: %(why)s.") % {"why": why(str(told.get("why")))}
    return _("Часть текста скрыта модератором: %(why)s.") % {"why": why(str(told.get("why")))}


def hidden_words(kept: dict[str, Any] | None) -> dict[int, str]:
    """The journal's records whose words are hidden, each with its sentence."""
    told = (kept or {}).get("words") or {}
    return {
        int(sequence): _("Слова скрыты модератором: %(why)s.") % {"why": why(str(code))}
        for sequence, code in told.items()
    }


def photo_note(code: str) -> str:
    """The sentence in place of a hidden photo."""
    return _("Снимок скрыт модератором: %(why)s.") % {"why": why(code)}


def why(code: str) -> str:
    """A reason in words."""
    return str(labels.HIDDEN.get(code, labels.HIDDEN["rules"]))
