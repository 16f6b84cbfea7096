"""How quickly a house is found while somebody types, in a city of 33,000: `python -m tests.bench.houses`.

Streets and houses are made in one transaction of the city and rolled back at the end: nothing of the
bench stays. Each query is what an operator types: the beginning of a street with the number, in the
right and in the wrong layout, reversed, with a slip of the finger. Times are of the whole search in
Python and SQL, one after another; the second figure is how many keys bring a house among the first
five of the list.
"""

from __future__ import annotations

import argparse
import random
import time
from statistics import quantiles

from tests.bench import city

HOUSES = 33_000
_STEMS = """
Ладож Строи Москов Минск Кирпич Садов Берегов Полев Лесн Заводск Школьн Рабоч Совет Красн
Набереж Централь Молодёж Парков Зелён Солнеч Озёр Родник Сурск Мокшан Терно Чкалов Суворов
Кутузов Пушкин Лермонт Гоголев Чехов Толстов Горьков Маяков Есенин Блоков Куприн Бунин
Ломонос Менделе Павлов Сечен Пирогов Бехтер Вавилов Тимиряз Мичурин Кольцов Королёв Гагарин
Титов Комаров Беляев Леонов Попов Яблочк Ладыг Шухов Туполев Ильюш Яковлев Антонов Микоян
""".split()  # noqa: SIM905
_ENDS = (
    "ская",
    "ный",
    "цев",
    "ова",
    "евская",
    "инская",
    "анская",
    "енко",
    "ий",
    "ое",
    "овая",
    "ников",
)
_KINDS = ("ул.", "ул.", "ул.", "ул.", "пер.", "проспект", "проезд", "бульвар")
_LATIN = dict(
    zip("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", strict=True)
)


def build(chance: random.Random) -> list[tuple[str, str]]:
    """Streets with their houses; (name, number) of each house."""
    from appeals.models import House, Street
    from appeals.registry.wording import search_key

    names = list(dict.fromkeys(f"{stem}{end}" for end in _ENDS for stem in _STEMS))
    known = set(Street.objects.values_list("name", flat=True))
    names = [name for name in names if name not in known]
    chance.shuffle(names)
    streets = Street.objects.bulk_create(
        [
            Street(
                kind=chance.choice(_KINDS),
                name=name,
                search=search_key(name),
                old_names=[f"{name[:4]}инка"] if place % 10 == 0 else [],
                old_search=search_key(f"{name[:4]}инка") if place % 10 == 0 else "",
            )
            for place, name in enumerate(names)
        ]
    )
    rows: list[House] = []
    while len(rows) < HOUSES:
        for street in streets:
            place = len(rows) // len(streets) + 1
            number = f"{place}{chance.choice('абв')}" if chance.random() < 0.1 else str(place)
            rows.append(
                House(
                    street=street,
                    number=number,
                    normal_number=number,
                    address=f"{street.kind} {street.name}, д. {number}",
                )
            )
    House.objects.bulk_create(rows[:HOUSES], batch_size=2_000)
    return [(row.street.name.lower(), row.number) for row in rows[:HOUSES]]


def typed(name: str, number: str, chance: random.Random) -> str:
    """What somebody types for this house."""
    start = name[: chance.choice((3, 4, 5, 6))]
    way = chance.randrange(6)
    if way == 0:
        return "".join(_LATIN.get(sign, sign) for sign in f"{start} {number}")
    if way == 1:
        return f"{number} {start}"
    if way == 2 and len(start) > 4:
        return f"{start[:2]}{start[3]}{start[2]}{start[4:]} {number}"
    if way == 3:
        return f"ул {start} {number}"
    return f"{start} {number}"


def keys(name: str, number: str) -> int:
    """How many keys bring this house among the first five: letters of the street, a space, the number."""
    from appeals.registry import search

    for letters in range(2, len(name) + 1):
        query = f"{name[:letters]} {number}"
        if any(
            hit.address.lower().endswith(f"{name}, д. {number}")
            for hit in search.houses(query, limit=5)
        ):
            return len(query)
    return len(name) + 1 + len(number)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="penza.localhost")
    options.add_argument("--count", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    city.set_up()
    from django.db import transaction

    from appeals.models import House
    from appeals.registry import search
    from tenants import directory
    from tenants.isolation import scope

    tenant = directory.by_host(chosen.host)
    if tenant is None:
        raise SystemExit(f"There is no city at {chosen.host}.")
    chance = random.Random(chosen.seed)
    with scope.in_tenant(tenant):
        places = build(chance)
        for name, number in chance.sample(places, 50):
            search.houses(typed(name, number, chance))
        times = []
        for name, number in chance.sample(places, chosen.count):
            query = typed(name, number, chance)
            started = time.perf_counter()
            search.houses(query)
            times.append((time.perf_counter() - started) * 1000)
        needed = sorted(keys(*place) for place in chance.sample(places, 200))
        total = House.objects.count()
        transaction.set_rollback(True)
    steps = quantiles(times, n=100)
    print(f"houses {total}, queries {len(times)}")
    print(f"p50 {steps[49]:.1f} ms, p95 {steps[94]:.1f} ms, p99 {steps[98]:.1f} ms")
    print(f"keys to the first five: p50 {needed[100]}, p95 {needed[190]}, most {needed[-1]}")


if __name__ == "__main__":
    main()
