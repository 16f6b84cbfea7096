"""Builders of money: a seller, contracts, payments; the same every time."""

import itertools
from datetime import UTC, date, datetime, timedelta

from billing import actions
from billing.models import Contract, Invoice, Payment, Seller
from tenants.accounts.actor import Actor, Role
from tenants.models import City

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
BY = Actor(role=Role.OPERATOR, user_id=1, name="Ольга, бухгалтерия")
INN = {"penza": "9999000013", "kazan": "9999000020"}
_numbers = itertools.count(1)


def on(day: date) -> datetime:
    """Noon in Moscow."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def seller(**changes: str) -> Seller:
    """Whose account the money comes to."""
    told = {
        "name": "Общество с ограниченной ответственностью «Отклик»",
        "short_name": "ООО «Отклик»",
        "inn": "9999000038",
        "kpp": "999901001",
        "ogrn": "1999900000010",
        "address": "Москва, адрес выдуман",
        "account": "40702810638000000123",
        "bank": "ПАО Сбербанк, г. Москва",
        "bic": "044525225",
        "correspondent": "30101810400000000225",
        "director_position": "Генеральный директор",
        "director": "Иванова А. П.",
        "accountant": "Кузнецова О. Н.",
        "contacts": "+7 495 000-00-00, buh@otklik.example",
    }
    return Seller.objects.create(**told | changes, at=AT, by_name=BY.name)


def contract(city: City, *, period: str = "month", at: datetime = AT, **changes) -> Contract:
    """A contract for November and December, 34 000 ₽ a month, invoiced ahead."""
    told = {
        "number": f"2026/{next(_numbers)}",
        "signed_on": date(2026, 10, 28),
        "basis": Contract.SMALL,
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 12, 31),
        "limit_kopecks": None,
        "fixed_kopecks": 3_400_000,
        "billing": Contract.AHEAD,
        "due_days": 14,
        "customer": f"Администрация города, {city.name}",
        "inn": INN.get(city.schema_name, "9999000045"),
        "kpp": "999901001",
        "address": "Пенза, адрес выдуман",
        "signer": "Петрова М. И.",
        "signer_position": "Начальник управления",
        "ground": "доверенности № 12 от 11.01.2026",
    }
    return actions.sign(city, period=period, by=BY, at=at, **told | changes)


def invoice(city: City, *, at: datetime = AT, **changes) -> Invoice:
    """The invoice of the first period of a new contract."""
    made = contract(city, at=at, **changes)
    actions.issue_due(by=BY, at=at)
    return Invoice.objects.filter(contract=made).earliest("pk")


def paid(city: City, kopecks: int, *, at: datetime = AT, invoice: Invoice | None = None) -> Payment:
    """A payment marked by hand."""
    day = (at + timedelta(hours=3)).date()
    return actions.receive(
        kopecks=kopecks,
        received_on=day,
        source=Payment.HAND,
        city=city,
        invoice=invoice,
        by=BY,
        at=at,
    )
