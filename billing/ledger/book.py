"""The one hand that writes into the ledger, and the lock that lets one event of a city in at a time."""

from collections.abc import Iterable, Sequence
from datetime import date

from billing.errors import ClosedDay
from billing.ledger.rules import Posting
from billing.models import Act, ClosedMonth, Entry, Payment, Subscription
from billing.periods import following
from tenants.isolation.scope import role_of
from tenants.models import City


def hold(cities: Iterable[int]) -> None:
    """Wait until nobody else moves money of these cities; held to the end of the transaction.

    Always taken in the same order, and before any row of a city's papers or payments: so two runs over
    many cities, or two events of one, cannot each hold what the other waits for.
    """
    rows = Subscription.objects.filter(city__in=list(cities)).order_by("city_id")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def entries(
    postings: Sequence[Posting],
    *,
    city: City,
    kind: str,
    day: date,
    key: str,
    by: str,
    note: str = "",
    act: Act | None = None,
    payment: Payment | None = None,
) -> list[Entry]:
    """Postings as lines that are not written yet; `key` names the event, once and for ever."""
    return [
        Entry(
            city=city,
            tenant=role_of(city.schema_name),
            day=day,
            kind=kind,
            debit=posting.debit,
            credit=posting.credit,
            kopecks=posting.kopecks,
            key=f"{key}:{place}",
            invoice_id=posting.invoice,
            act=act,
            payment=payment,
            note=note,
            by_name=by,
        )
        for place, posting in enumerate(postings)
    ]


def write(lines: Sequence[Entry]) -> None:
    """Add lines, all of them or none; the database itself looks whether they may stand.

    Raises:
        django.db.IntegrityError: the event is written already, its month is closed, or something
            would fall below zero.
    """
    Entry.objects.bulk_create(lines)


def first_open_day() -> date:
    """The first day into which something may be written."""
    closed = ClosedMonth.objects.order_by("-month").values_list("month", flat=True).first()
    return following(closed) if closed else date.min


def open_day(wanted: date) -> date:
    """The day itself, or the first open one where its month is closed."""
    return max(wanted, first_open_day())


def refuse_closed(wanted: date) -> None:
    """Let nobody date a paper into a closed month.

    Raises:
        ClosedDay
    """
    first = first_open_day()
    if wanted < first:
        raise ClosedDay(f"Месяц закрыт: ставьте день не раньше {first:%d.%m.%Y}.")
