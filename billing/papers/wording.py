"""How papers say days, sums and parties. Pure."""

from collections.abc import Mapping
from datetime import date

from billing.amounts import figures

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def day(value: date) -> str:
    """«2 ноября 2026 г.»."""
    return f"{value.day}\u00a0{_MONTHS[value.month - 1]} {value.year}\u00a0г."


def vat(percent: int | None, kopecks: int) -> list[str]:
    """The VAT inside a sum as a label and a figure; «Без НДС» where the seller is free of it."""
    if percent is None:
        return ["Без налога (НДС)", "—"]
    return [f"В том числе НДС {percent}\u00a0%", figures(kopecks)]


def party(facts: Mapping[str, str], name: str) -> str:
    """Name, numbers and address in one line, as invoices write a side."""
    numbers = [
        f"{word} {facts[key]}" for key, word in (("inn", "ИНН"), ("kpp", "КПП")) if facts[key]
    ]
    return ", ".join(part for part in (facts[name], *numbers, facts["address"]) if part)


def ground(buyer: Mapping[str, str]) -> str:
    """The contract with what it rests on: «Контракт № 12 от 01.11.2026 (п. 4 ч. 1 ст. 93 44-ФЗ), ИКЗ …»."""
    code = f", ИКЗ {buyer['purchase_code']}" if buyer.get("purchase_code") else ""
    return f"Контракт {buyer['contract']} ({buyer['basis']}){code}"
