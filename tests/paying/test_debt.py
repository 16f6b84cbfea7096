"""From an unpaid invoice to the appeal that is still taken, and back with the payment."""

from datetime import timedelta

import pytest
from django.test import Client

from appeals.errors import CityClosed
from appeals.models import Category
from billing import nightly
from tenants import directory
from tenants.isolation import scope
from tenants.models import Entitlements
from tests import make
from tests.books import make as money
from tests.books.stage import NOW

pytestmark = pytest.mark.usefixtures("frozen")

LONG_AGO = NOW - timedelta(days=70)


def file(*, emergency: bool) -> None:
    with scope.in_tenant(directory.by_schema("penza")):
        themes = Category.objects.for_filing().filter(is_emergency=emergency)
        make.appeal(category=themes.earliest("pk").code, at=NOW)


def test_a_debt_shuts_all_but_emergencies_and_the_payment_opens(committed, as_office, seat):
    with as_office() as city:
        money.seller(account="40702810638000000123")
        start = LONG_AGO.date().replace(day=1)
        invoice = money.invoice(city, at=LONG_AGO, starts_on=start, ends_on=NOW.date())
    with as_office():
        nightly.run(at=NOW)

    assert directory.by_schema("penza").entitlement.state == "unpaid"
    with pytest.raises(CityClosed):
        file(emergency=False)
    file(emergency=True)
    assert Client(headers={"host": "penza.localhost"}).get("/").status_code == 200
    assert "Портал принимает только аварии" in seat.get("/desk/billing/").content.decode()

    with as_office() as city:
        money.paid(city, 20 * invoice.kopecks, at=NOW)

    assert directory.by_schema("penza").entitlement.state == "full"
    file(emergency=False)


def test_a_night_may_be_repeated(committed, as_office):
    with as_office() as city:
        money.seller()
        money.contract(city, at=NOW, starts_on=NOW.date(), ends_on=NOW.date())
        nightly.run(at=NOW)
        nightly.run(at=NOW)
        assert city.invoices.count() == 1


def test_a_night_without_the_seller_s_details_goes_on(committed, as_office):
    with as_office() as city:
        money.contract(city, at=NOW, starts_on=NOW.date(), ends_on=NOW.date())
        nightly.run(at=NOW)
        assert Entitlements.objects.get(city=city).organisations_limit
