"""The tariff calculator of the public site: what was asked, and the price by billing's own rule."""

from dataclasses import dataclass

from django.http import QueryDict

from appeals import digits
from billing import tariff
from billing.models import Plan
from billing.tariff import Quote
from onboarding.cities import directory

MOST_PEOPLE = 20_000_000
MOST_ORGANISATIONS = 5_000
_USUAL_ORGANISATIONS = 21


@dataclass(frozen=True, slots=True)
class Answer:
    """A price, or the sentence why there is none yet; `fias` when a city of the directory was named."""

    population: int | None
    organisations: int
    quotes: dict[str, Quote]
    sentence: str = ""
    city: str = ""
    fias: str = ""


def answer(asked: QueryDict) -> Answer:
    """A city by its name, or a number of inhabitants; twenty-one organisations unless told otherwise."""
    typed = asked.get("city", "").strip()[:100]
    organisations = _number(asked.get("organisations", ""), MOST_ORGANISATIONS)
    count = _USUAL_ORGANISATIONS if organisations is None else organisations
    place = directory.by_fias(asked.get("place", ""))
    if place is None or place not in directory.find(typed):
        place = directory.exactly(typed)
    population = place.population if place else _number(typed, MOST_PEOPLE)
    if population is None:
        sentence = ""
        if typed:
            near = directory.find(typed, most=3)
            sentence = (
                "Уточните: " + "; ".join(each.label for each in near) + "."
                if near
                else "Такого города в справочнике нет. Введите число жителей цифрами."
            )
        return Answer(None, count, {}, sentence, typed)
    plans = [plan.terms() for plan in Plan.objects.offered()]
    try:
        plan = tariff.choose(plans, population)
    except tariff.NoPlan:
        return Answer(population, count, {}, "Для такого города цену назовёт оператор платформы.")
    periods = (tariff.MONTH, tariff.YEAR)
    return Answer(
        population,
        count,
        {period: tariff.quote(plan, count, period) for period in periods},
        city=place.label if place else "",
        fias=place.fias if place else "",
    )


def _number(typed: str, most: int) -> int | None:
    plain = "".join(typed.split()).replace("\u00a0", "")
    number = digits.key(plain) if plain else None
    return min(number, most) if number is not None else (0 if plain == "0" else None)
