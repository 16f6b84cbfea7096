"""How a city looks: its words, colours, phone and emblem, by its administrator."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from appeals.administration.changes import record
from appeals.errors import BadInput
from onboarding.cities import colours, emblem
from onboarding.cities.actions.count_launch import count_launch
from tenants import directory
from tenants.accounts import phones
from tenants.accounts.actor import Actor
from tenants.isolation import scope
from tenants.models import Branding

OTHER_LANGUAGES = ("tt", "en")
WORDS = ("name", "slogan", "phone_title")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Look:
    """What the administrator wants; `words` are those of other languages, an empty one is left out."""

    colour: str
    colour_2: str
    phone: str
    phone_title: str
    slogan: str
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    emblem: BinaryIO | None = None


@transaction.atomic
def change_look(look: Look, *, by: Actor, at: datetime) -> None:
    """Put it on; every page of the city shows it within a second.

    Raises:
        BadInput: a colour on which white letters cannot be read (the nearest that suits is named), a phone
            that is none, a picture that cannot be an emblem.
    """
    wrong: dict[str, str] = {}
    for name in ("colour", "colour_2"):
        if not colours.is_one(getattr(look, name)):
            wrong[name] = "Цвет выглядит так: #1a5fb4"
    if "colour" not in wrong and colours.contrast(look.colour) < colours.READABLE:
        reached = f"{colours.contrast(look.colour):.1f}".replace(".", ",")
        wrong["colour"] = (
            f"Белые буквы на этом цвете не прочесть: контраст {reached}, нужно от 4,5. "
            f"Ближайший подходящий — {colours.readable(look.colour)}."
        )
    if look.phone and not re.fullmatch(r"\d{2,6}", re.sub(r"[ -]", "", look.phone)):
        try:
            phones.normal(look.phone)
        except ValidationError as error:
            wrong["phone"] = error.messages[0]
    version = ""
    try:
        version = emblem.take(look.emblem) if look.emblem else ""
    except BadInput as refused:
        wrong |= refused.fields
    if wrong:
        raise BadInput(wrong)
    _store(_values(look) | ({"emblem_version": version} if version else {}), by=by, at=at)


@transaction.atomic
def drop_emblem(*, by: Actor, at: datetime) -> None:
    """Back to the platform's own shield; the files stay for pages that are open."""
    _store({"emblem_version": ""}, by=by, at=at)


def _values(look: Look) -> dict[str, object]:
    colour = look.colour.lower()
    told = {
        language: {
            name: text
            for name in WORDS
            if (text := _line(look.words.get(language, {}).get(name, "")))
        }
        for language in OTHER_LANGUAGES
    }
    return {
        "colour": colour,
        "colour_strong": colours.stronger(colour),
        "colour_soft": colours.softer(colour),
        "colour_2": look.colour_2.lower(),
        "phone": _line(look.phone),
        "phone_title": _line(look.phone_title),
        "slogan": _line(look.slogan),
        "words": {language: words for language, words in told.items() if words},
    }


def _store(values: dict[str, object], *, by: Actor, at: datetime) -> None:
    own = Branding.objects.filter(city_id=scope.require().id)
    before = own.values(*values).get()
    changed = sorted(name for name, value in values.items() if before[name] != value)
    if not changed:
        return
    own.update(**{name: values[name] for name in changed})
    for name in changed:
        record(
            f"Вид города: {_NAMES[name]}",
            by=by,
            at=at,
            before=str(before[name]),
            after=str(values[name]),
        )
    count_launch(at=at)
    transaction.on_commit(directory.forget)


def _line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


_NAMES = {
    "colour": "цвет",
    "colour_strong": "тёмный оттенок",
    "colour_soft": "светлый оттенок",
    "colour_2": "второй цвет",
    "phone": "телефон",
    "phone_title": "чей телефон",
    "slogan": "строка под названием",
    "words": "слова на других языках",
    "emblem_version": "герб",
}
