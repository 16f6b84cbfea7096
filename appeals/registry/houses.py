"""House numbers: «5», «5/2», «5а», «5 корп. 2 стр. 1», «120 "А"», and the noise around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appeals.registry.wording import cleaned, cyrillic

_BRACKETS = re.compile(r"\([^()]*\)?")
_TWIN = re.compile(r"[-\s]*дубль\b.*$|\bобщ(?:ежитие)?\b", re.IGNORECASE)
# «д. 5», «дом 5», «д. дом 48», «д. №99», «д. .31»: the marker counts only before a number.
_MARKER = re.compile(
    r"(?:(?<=[\s,])|^)(?:(?:д|дом|вл|влд|владение|домовладение|зд|здание)(?![а-яa-z])[\s.№]{0,6}){1,3}(?=\d)",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"[\s,]+(?:кв|квартира|оф|офис|пом|помещение|ком|комната)\b\.?\s*\S{0,10}\s*$", re.I
)
_BUILDING_WORDS = r"корпус|корп|кор|к|строение|стр|литера|литер|лит|сооружение|соор|дос|с"
_ONE_BUILDING = rf"[\s,]*(?:{_BUILDING_WORDS})[\s.]*(?:\d[\dа-яa-z/]*|[а-яa-z]\d?(?![а-яa-z]))"
# Without a marker the house is the number that ends the text, with its letter and buildings.
_TAIL = re.compile(
    rf"(?:(?<=[\s,])|^)№?(\d{{1,4}}(?:\s?[/\\-]\s?\d{{1,4}}){{0,3}}"
    rf"(?:\s?[/\\-]?\s?[а-яa-z])?(?:{_ONE_BUILDING}){{0,3}})\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\.?№?\s*(\d{1,4}(?:\s?[/\\-]\s?\d{1,4}){0,3})(?!\d)")
_LETTER = re.compile(r"\s*[/\\-]?\s*([а-я])(\d?)(?![а-я\d])")
_BUILDING = re.compile(rf"[\s,.]*({_BUILDING_WORDS})[\s.]*((?:\d[\dа-я/-]*)|(?:[а-я]\d?(?![а-я])))")
_BUILDING_CODES = {
    "корпус": "к", "корп": "к", "кор": "к", "к": "к", "строение": "стр", "стр": "стр", "с": "стр",
    "литера": "лит", "литер": "лит", "лит": "лит", "сооружение": "соор", "соор": "соор",
    "дос": "дос",
}  # fmt: skip
_MEANINGLESS = frozenset({"0", ""})


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """A house number with its letter, and the building behind it («к 2», «стр 6»)."""

    number: str
    building: str = ""

    @property
    def key(self) -> str:
        """Equal for every spelling of one house."""
        return f"{self.number} {self.building}".strip()

    @property
    def words(self) -> str:
        """How the product writes it: «д. 5а, к. 2»."""
        building = re.sub(r"([а-я]+) (\S+)", r"\1. \2", self.building)
        building = building.replace("дос.", "ДОС")
        return f"д. {self.number}" + (f", {building}" if building else "")

    @property
    def order(self) -> tuple[int, str]:
        """For sorting: 2 before 10."""
        return int(re.match(r"\d+", self.number)[0]), self.key  # type: ignore[index]


def split_house(text: str) -> tuple[str, str]:
    """The text before the house and the text of the house; the second is empty without one."""
    text = _FLAT.sub("", text.strip(" ,;"))
    markers = list(_MARKER.finditer(text))
    if markers:
        return text[: markers[-1].start()], text[markers[-1].end() :]
    plain = cleaned(text) if "," not in text else text.strip(" .,;")
    tail = _TAIL.search(plain)
    if tail is None or _is_name(plain, tail):
        return text, ""
    return plain[: tail.start()], tail[1]


def house_number(text: str) -> HouseNumber | None:
    """A house number from its text, or None when the text has none."""
    text = cyrillic(cleaned(_TWIN.sub("", _BRACKETS.sub(" ", text)))).lstrip(" .")
    found = _NUMBER.match(text)
    if found is None or int(re.match(r"\d+", found[1])[0]) == 0:  # type: ignore[index]
        return None
    number = re.sub(r"\s", "", found[1]).replace("\\", "/")
    rest = text[found.end() :]
    letter = _LETTER.match(rest)
    if letter is not None and not _opens_building(rest, letter):
        number, rest = number + letter[1] + letter[2], rest[letter.end() :]
    buildings = []
    for building in _BUILDING.finditer(rest):
        code, value = _BUILDING_CODES[building[1]], building[2].strip("/-")
        if value in _MEANINGLESS:
            continue
        if code in ("к", "лит") and value[0].isalpha() and number[-1].isdigit():
            # «д. 100, к. а» and «д. 32, лит. а» are what others write «100а», «32а».
            number += value
        else:
            buildings.append(f"{code} {value}")
    return HouseNumber(number, ", ".join(sorted(buildings)))


def _opens_building(rest: str, letter: re.Match[str]) -> bool:
    """Whether «к» or «с» behind the number begins «к 2», «с1» instead of being its letter."""
    return letter[1] in "кс" and _BUILDING.match(rest) is not None


def _is_name(text: str, tail: re.Match[str]) -> bool:
    """Whether the number belongs to the name: the text is the number alone."""
    return not text[: tail.start()].strip(" ,.")
