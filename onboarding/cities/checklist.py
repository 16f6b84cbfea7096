"""What a city does before residents come in: one table for its page, the operators and the percent.

Pure: the facts are passed in. `by_hand` items are said to be done by a person, the others are counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format

from onboarding.cities.facts import Facts

SERVED_SHARE = 0.8
"""Of so many houses somebody must answer for a service: the rest goes to the dispatch desk."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what, why, where it is done, whether it is, and what stands there now."""

    code: str
    title: str
    why: str
    route: str
    is_done: Callable[[Facts], bool]
    detail: Callable[[Facts], str]
    # The words of the button by which a person says that it is done as it stands; empty: counted.
    by_hand: str = ""


ITEMS: tuple[Item, ...] = (
    Item(
        "look",
        "Герб, цвета и телефон",
        "Жители узнают сайт своего города и знают, куда звонить.",
        "launch:look",
        lambda facts: facts.has_emblem and bool(facts.phone),
        lambda facts: _missing(("герба", facts.has_emblem), ("телефона", bool(facts.phone))),
    ),
    Item(
        "domain",
        "Свой адрес сайта",
        "Можно остаться на адресе платформы или подключить домен города.",
        "launch:domain",
        lambda facts: facts.is_own_host or "domain" in facts.marks,
        lambda facts: facts.host,
        by_hand="Оставить этот адрес",
    ),
    Item(
        "houses",
        "Дома",
        "По дому обращение само находит того, кто отвечает.",
        "imports:houses",
        lambda facts: facts.houses > 0,
        lambda facts: f"{_number(facts.houses)} {_plural(facts.houses, 'дом', 'дома', 'домов')}",
    ),
    Item(
        "matrix",
        "Кто какой дом обслуживает",
        "Без этого обращение идёт диспетчеру, и он ищет исполнителя сам.",
        "imports:matrix",
        lambda facts: facts.houses > 0 and facts.served_houses >= SERVED_SHARE * facts.houses,
        lambda facts: f"{_number(facts.served_houses)} из {_number(facts.houses)} домов",
    ),
    Item(
        "people",
        "Люди",
        "Обращения принимает хотя бы один диспетчер, настройки ведёт администратор.",
        "desk:settings_people",
        lambda facts: facts.administrators > 0 and facts.dispatchers > 0 and not facts.untrained,
        lambda facts: (
            f"диспетчеров и контролёров: {facts.dispatchers}, "
            f"администраторов: {facts.administrators}"
            + (f", не прошли обучение: {facts.untrained}" if facts.untrained else "")
        ),
    ),
    Item(
        "themes",
        "Темы и сроки",
        "Они уже заполнены по правилам; просмотрите и поправьте под свой город.",
        "desk:settings_topics",
        lambda facts: "themes" in facts.marks,
        lambda facts: "просмотрены" if "themes" in facts.marks else "ещё не просмотрены",
        by_hand="Просмотрели, подходит",
    ),
    Item(
        "organisations",
        "Первые организации в работе",
        "Хотя бы одна прошла соглашение, обучение и тестовый режим.",
        "connecting:list",
        lambda facts: facts.live_organisations > 0,
        lambda facts: f"{facts.live_organisations} из {facts.organisations}",
    ),
    Item(
        "opening",
        "День открытия",
        "До него жители видят спокойную страницу «откроется», сотрудники работают.",
        "launch:opening",
        lambda facts: facts.is_public or facts.opens_on is not None,
        lambda facts: _opening(facts),
    ),
)
BY_CODE: Mapping[str, Item] = {item.code: item for item in ITEMS}


@dataclass(frozen=True, slots=True)
class Line:
    """An item with what is true of it now."""

    item: Item
    is_done: bool
    detail: str


def judge(facts: Facts) -> tuple[Line, ...]:
    """Every item, in order."""
    return tuple(Line(item, item.is_done(facts), item.detail(facts)) for item in ITEMS)


def percent(lines: tuple[Line, ...]) -> int:
    """How much is done, whole percent; 100 only when everything is."""
    return 100 * sum(line.is_done for line in lines) // len(lines)


def stands_at(lines: tuple[Line, ...]) -> str:
    """The code of the first item that is not done; empty when all are."""
    return next((line.item.code for line in lines if not line.is_done), "")


def title(code: str) -> str:
    """An item's name; a code of an older checklist as it stands."""
    return BY_CODE[code].title if code in BY_CODE else code


def _missing(*parts: tuple[str, bool]) -> str:
    lacking = [name for name, is_there in parts if not is_there]
    return f"нет {' и '.join(lacking)}" if lacking else "есть"


def _opening(facts: Facts) -> str:
    if facts.is_public:
        return "открыт для жителей"
    return date_format(facts.opens_on, "j E Y") if facts.opens_on else "не назначен"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u00a0")


def _plural(number: int, one: str, few: str, many: str) -> str:
    tens, ones = number % 100, number % 10
    if 10 < tens < 20 or not 1 <= ones <= 4:
        return many
    return one if ones == 1 else few
