"""Row-level security of money: in every table that a city may read it reads its own rows alone."""

from datetime import timedelta

import pytest
from django.db import connection

from billing import actions, rights, usage
from billing.models import (
    Decision,
    Operation,
    Payer,
    ProviderInvoice,
    ProviderSubscription,
    Reminder,
)
from tenants.isolation import scope
from tests.books import make as money
from tests.books.make import BY
from tests.books.stage import NOW, TODAY
from tests.paying.test_page import ASKED

RAIL = {"tenant": "t_penza", "gateway": "stripe"}
MIRRORED = RAIL | {"currency": "rub", "kopecks": 1, "changed_at": NOW}


@pytest.fixture
def rows(frozen, committed, as_office) -> None:
    """Something of Пенза in every table that cities read."""
    with as_office() as city:
        money.seller()
        money.paid(city, 100, invoice=money.invoice(city, at=NOW), at=NOW)
        actions.accept_due(by=BY, at=NOW + timedelta(days=30))
        payer = Payer.objects.create(city=city, ref="cus_1", is_live=False, created_at=NOW, **RAIL)
        ProviderSubscription.objects.create(
            payer=payer, ref="sub_1", period="month", begun_at=NOW, paid_until=NOW, **MIRRORED
        )
        ProviderInvoice.objects.create(
            payer=payer,
            ref="in_1",
            number="1",
            paid_kopecks=0,
            issued_at=NOW,
            period_start=NOW,
            period_end=NOW,
            **MIRRORED,
        )
        Operation.objects.create(verb="portal", keyed_at=NOW, ordered_at=NOW, **RAIL)
    with scope.in_tenant(committed.penza):
        usage.note(TODAY, organisations=1, appeals=1)
        actions.ask(by=BY, **ASKED | {"starts_on": TODAY})
        Decision.objects.create(what=Decision.STAY, by_name=BY.name)
        Reminder.objects.create(key="trial:before_7")


@pytest.mark.parametrize("table", rights.OWN)
def test_a_city_sees_its_own_rows_and_no_row_of_another(rows, committed, table):
    assert seen_by(committed.office, table) == seen_by(committed.penza, table) >= 1
    assert seen_by(committed.kazan, table) == 0


def seen_by(tenant, table: str) -> int:
    """How many rows of Пенза somebody sees."""
    with scope.in_tenant(tenant), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM public.billing_{table} WHERE tenant = 't_penza'")
        return cursor.fetchone()[0]
