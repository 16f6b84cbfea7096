"""Invented money of the demonstration cities: one pays in time, one is late, one still tries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from billing import actions, periods
from billing.clock import ZONE, day_of
from billing.ledger import reading
from billing.models import Contract, Invoice, Payment, Seller
from tenants.accounts.actor import Actor, Role
from tenants.models import City

BY = Actor(role=Role.OPERATOR, name="Орлова Ирина")
_MONTHS = 3
# A late invoice is left unpaid while that shuts nothing.
_LATE_DAYS = 10


@dataclass(frozen=True, slots=True)
class _Customer:
    schema: str
    number: str
    customer: str
    inn: str
    kopecks: int
    billing: str


_CUSTOMERS = (
    _Customer(
        "penza", "31", "МКУ «Единая служба города» (выдумано)", "9999000013", 9_800_000, "ahead"
    ),
    _Customer(
        "sevastopol", "17", "ГКУ «Городской центр» (выдумано)", "9999000020", 9_800_000, "after"
    ),
)


def plant(now: datetime) -> None:
    """Three months of invoices, acts and payments, by the office; once."""
    if Seller.objects.exists():
        return
    _seller(now)
    first = day_of(now).replace(day=1)
    months = [first]
    for _ in range(_MONTHS):
        months.insert(0, periods.previous(months[0]))
    cities = {city.schema_name: city for city in City.objects.filter(kind="city")}
    for each in _CUSTOMERS:
        if each.schema in cities:
            _sign(cities[each.schema], each, months[0])
    for month in months:
        at = _noon(month)
        actions.issue_due(by=BY, at=at)
        actions.accept_due(by=BY, at=at)
        _pay(now)


def _pay(now: datetime) -> None:
    """Every invoice nine days after it was sent, but the last one."""
    today = day_of(now)
    for invoice in Invoice.objects.standing().select_related("city"):
        paid_on = invoice.issued_on + timedelta(days=9)
        is_late = 0 < (today - invoice.due_on).days <= _LATE_DAYS
        owed = reading.settled([invoice.pk])[invoice.pk].owed
        if not owed or paid_on > today or (is_late and invoice.city.schema_name != "penza"):
            continue
        actions.receive(
            kopecks=owed,
            received_on=paid_on,
            source=Payment.HAND,
            city=invoice.city,
            invoice=invoice,
            by=BY,
            at=_noon(paid_on),
        )


def _sign(city: City, told: _Customer, since: date) -> None:
    actions.sign(
        city,
        period="month",
        number=f"{since.year}/{told.number}",
        signed_on=since - timedelta(days=7),
        basis=Contract.SMALL,
        starts_on=since,
        ends_on=periods.year_later(since) - timedelta(days=1),
        limit_kopecks=12 * told.kopecks,
        fixed_kopecks=told.kopecks,
        billing=told.billing,
        due_days=14,
        customer=told.customer,
        inn=told.inn,
        kpp=f"{told.inn[:4]}01001",
        address=f"{city.name}, адрес выдуман",
        signer="Соколова Н. В.",
        signer_position="Директор",
        ground="Устава",
        by=BY,
        at=_noon(since),
    )


def _seller(now: datetime) -> None:
    Seller.objects.create(
        name="Общество с ограниченной ответственностью «Отклик» (выдумано)",
        short_name="ООО «Отклик»",
        inn="9999000038",
        kpp="999901001",
        ogrn="1999900000010",
        address="Москва, адрес выдуман",
        account="40702810638000000123",
        bank="ПАО Сбербанк, г. Москва",
        bic="044525225",
        correspondent="30101810400000000225",
        director_position="Генеральный директор",
        director="Иванова А. П.",
        accountant="Кузнецова О. Н.",
        contacts="buh@otklik.example",
        at=now,
        by_name=BY.name,
    )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
