"""Invented people: names out of common parts, phones that no exchange can have."""

from __future__ import annotations

from random import Random

_WOMEN = ("Анна", "Мария", "Елена", "Ольга", "Наталья", "Ирина", "Гульнара", "Светлана", "Татьяна",
          "Лилия", "Галина", "Марина")  # fmt: skip
_MEN = ("Иван", "Сергей", "Алексей", "Дмитрий", "Ильдар", "Николай", "Андрей", "Павел", "Рустам",
        "Виктор", "Олег", "Михаил")  # fmt: skip
_SURNAMES = ("Иванов", "Петров", "Сидоров", "Кузнецов", "Смирнов", "Волков", "Лебедев", "Козлов",
             "Новиков", "Морозов", "Соколов", "Павлов", "Галиев", "Хасанов", "Орлов", "Беляев",
             "Тарасов", "Зайцев", "Ершов", "Громов")  # fmt: skip
_INITIALS = "АБВГДЕИКЛМНОПРСТ"


def applicant(luck: Random, area_code: str) -> dict[str, str]:
    """Who called or wrote: a name, a phone of the form 00-xx-xx, perhaps a flat."""
    return {
        "name": full_name(luck),
        "phone": phone(luck, area_code),
        "flat": str(luck.randint(1, 180)) if luck.random() < 0.7 else "",
        "consent": "2026-01",
    }


def full_name(luck: Random) -> str:
    """«Орлова Ирина»."""
    surname = luck.choice(_SURNAMES)
    if luck.random() < 0.62:
        return f"{surname}а {luck.choice(_WOMEN)}"
    return f"{surname} {luck.choice(_MEN)}"


def short_name(luck: Random) -> str:
    """«Орлова И. П.», as staff sign."""
    first, second = luck.choice(_INITIALS), luck.choice(_INITIALS)
    ending = "а" if luck.random() < 0.55 else ""
    return f"{luck.choice(_SURNAMES)}{ending} {first}. {second}."


def phone(luck: Random, area_code: str) -> str:
    """+7, the area code, zeros, four digits: subscriber numbers never begin with 0."""
    zeros = "0" * (6 - len(area_code))
    return f"+7{area_code}{zeros}{luck.randint(0, 9999):04d}"
