"""Places of an agreement's text: which there are, what stands in them, what a sample looks like. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appeals import placeholders
from appeals.errors import BadInput

# A place with what stands there in the preview.
SAMPLES: Mapping[str, str] = {
    "номер": "84-2026",
    "дата": "12 января 2026 г.",
    "город": "Образцов",
    "администрация": "Администрация города Образцова",
    "инн администрации": "7707083893",
    "огрн администрации": "1027700132195",
    "адрес администрации": "г. Образцов, пл. Мира, 1",
    "должность администрации": "начальник управления ЖКХ",
    "подписывает администрация": "Кузнецова Елена Игоревна",
    "основание администрации": "распоряжения № 5 от 10.01.2026",
    "организация": "ООО «УК Образец»",
    "краткое название": "УК «Образец»",
    "инн": "7736050003",
    "огрн": "1027700070518",
    "адрес": "г. Образцов, ул. Ладожская, 97",
    "должность": "директор",
    "руководитель": "Тарасов Иван Петрович",
    "основание": "устава",
    "телефон": "+7 8412 00-00-14",
    "круглосуточный телефон": "+7 8412 00-00-15",
    "почта": "uk@obrazec.example",
    "услуги": "управление домом, лифты",
    "дома": "64 дома по перечню",
    "сроки": "принять в работу – 1 час; устранить – по теме обращения",
    "действует с": "15 января 2026 г.",
    "действует до": "по 31 декабря 2026 г. включительно",
    "номер основного": "12-2025",
    "дата основного": "3 марта 2025 г.",
}
LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document: a heading or a paragraph."""

    text: str
    is_heading: bool = False


def refuse_bad(title: str, text: str) -> None:
    """Let no template stand that could not be filled.

    Raises:
        BadInput: no title, no text, too long, or a place nobody knows; the sentence names it.
    """
    wrong: dict[str, str] = {}
    if not title.strip():
        wrong["title"] = "Назовите документ: так он называется в заголовке."
    if not text.strip():
        wrong["text"] = "Текст пуст. Вставьте текст соглашения."
    elif len(text) > LONGEST:
        wrong["text"] = f"Текст длиннее {LONGEST} знаков. Сократите его."
    elif strange := unknown(f"{title}\n{text}"):
        known = ", ".join(f"{{{name}}}" for name in SAMPLES)
        wrong["text"] = f"Таких мест нет: {', '.join(strange)}. Есть: {known}."
    if wrong:
        raise BadInput(wrong)


def unknown(text: str) -> list[str]:
    """Places of the text that nobody would fill, as they are written."""
    return [
        place for place in placeholders.unfilled(text) if place[1:-1].strip().lower() not in SAMPLES
    ]


def blocks(text: str, facts: Mapping[str, str]) -> list[Block]:
    """The text with its places filled, piece by piece; an empty fact leaves a line to write on."""
    shown = {name: facts.get(name) or "________" for name in SAMPLES}
    pieces = []
    for piece in text.replace("\r\n", "\n").split("\n"):
        line = " ".join(placeholders.fill(piece, shown).text.split())
        if line:
            heading = line.startswith("# ")
            pieces.append(Block(line[2:] if heading else line, heading))
    return pieces
