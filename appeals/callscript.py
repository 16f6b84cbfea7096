"""What an operator reads aloud, step by step: the city's own words, or ours where it has none. Pure.

A city writes steps under headings, each heading a line of its own that begins with `#`:

    # приветствие
    Здравствуйте! Единая диспетчерская, {город}, {оператор}.
    # вопрос
    Вы довольны результатом?

Steps it leaves out are read as written here. Places in braces are filled from the appeal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from appeals import placeholders

STEPS: Mapping[str, str] = {
    "приветствие": "Здравствуйте! Единая диспетчерская, {город}. {дата} вы сообщали: «{тема}», {адрес}.",
    "что сделано": "{исполнитель} сообщает, что работа сделана {когда}.",
    "вопрос": "Это так? Вы довольны результатом?",
    "доволен": "Спасибо, что ответили. До свидания.",
    "не доволен": "Спасибо. Передаю обращение снова в работу, о каждом шаге сообщим. "
    "На контроль его возьмёт {контролёр}",
    "перезвонить": "Хорошо, перезвоним в удобное вам время. До свидания.",
}
FAREWELLS = ("доволен", "не доволен", "перезвонить")


@dataclass(frozen=True, slots=True)
class Script:
    """The words of one call: before the answer, and the farewell for each answer."""

    steps: tuple[str, ...]
    satisfied: str
    not_satisfied: str
    later: str


def script(own: str, facts: Mapping[str, str]) -> Script:
    """The city's words over ours, with the places filled; a place nothing is known of falls silent."""
    words = {**STEPS, **_own(own)}
    said = {step: _filled(text, facts) for step, text in words.items()}
    return Script(
        steps=tuple(said[step] for step in STEPS if step not in FAREWELLS and said[step]),
        satisfied=said["доволен"],
        not_satisfied=said["не доволен"],
        later=said["перезвонить"],
    )


def _own(text: str) -> dict[str, str]:
    """The steps a city has written; lines before the first heading are the greeting."""
    steps: dict[str, list[str]] = {}
    step = "приветствие"
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            step = line.lstrip("# \t").strip().lower()
        elif line.strip():
            steps.setdefault(step, []).append(line.strip())
    return {step: " ".join(lines) for step, lines in steps.items() if step in STEPS}


def _filled(text: str, facts: Mapping[str, str]) -> str:
    filled = placeholders.fill(text, facts)
    said = filled.text
    for place in filled.missing:
        said = said.replace(f", {place}", "").replace(place, "")
    return " ".join(said.split())
