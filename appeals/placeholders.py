"""Places in ready words: `{номер}`, `{адрес}` … filled from an appeal, and those left open found.

Pure: who knows the facts passes them in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from appeals.errors import BadInput

NAMES = ("номер", "адрес", "тема", "исполнитель", "бригада", "срок", "телефон", "дата")
_OPEN = re.compile(r"\{[^{}\n]{1,60}\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its places filled, and those for which there was nothing."""

    text: str
    missing: tuple[str, ...]


def fill(text: str, facts: Mapping[str, str]) -> Filled:
    """Put the facts into their places; a place without a fact stays as it is written."""

    def known(place: re.Match[str]) -> str:
        return facts.get(place[0][1:-1].strip().lower(), "") or place[0]

    done = _OPEN.sub(known, text)
    return Filled(done, unfilled(done))


def unfilled(text: str) -> tuple[str, ...]:
    """The places nobody has filled, each once, in their order."""
    return tuple(dict.fromkeys(_OPEN.findall(text)))


def refuse_unfilled(**fields: str) -> None:
    """Let no resident read `{срок}`.

    Raises:
        BadInput: a place is left open in one of these fields; the sentence names it.
    """
    wrong = {
        name: f"Не заполнено: {', '.join(places)}. Впишите своё или сотрите."
        for name, text in fields.items()
        if (places := unfilled(text))
    }
    if wrong:
        raise BadInput(wrong)
