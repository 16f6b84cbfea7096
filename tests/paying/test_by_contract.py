"""A city pays by contract, from its request to a balance of nothing: every step by the pages people use."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from billing import nightly
from billing.models import Act, Contract, Invoice
from billing.papers import invoice as paper
from billing.papers import press, reconciliation
from tenants.isolation import scope
from tests import make
from tests.billing.conftest import office
from tests.books.stage import TODAY
from tests.console.test_money import DETAILS
from tests.fakes import squares
from tests.fakes.statements import document, statement
from tests.paying.test_page import ASKED, PAGE

pytestmark = pytest.mark.usefixtures("frozen")


def test_from_the_request_to_a_balance_of_nothing(seat, committed, as_office):
    operator = _operator(committed)
    operator.post("/money/seller/", DETAILS)
    since = TODAY.replace(day=1)

    seat.post(f"{PAGE}contract/", ASKED | {"starts_on": f"{since:%d.%m.%Y}"})
    signed = {
        **ASKED,
        "number": "17",
        "signed_on": since,
        "starts_on": since,
        "ends_on": since + timedelta(days=364),
        "billing": Contract.AHEAD,
        "due_days": "14",
        "fixed_kopecks": "46 200",
        "limit_kopecks": "600 000",
    }
    operator.post("/money/cities/penza/contract/", signed)
    operator.post("/money/run/")
    invoice = office(Invoice.objects.get)

    pdf = seat.get(f"{PAGE}invoices/{invoice.pk}.pdf")
    assert pdf.content.startswith(b"%PDF")
    facts = office(lambda: paper.facts(invoice))
    assert facts["words"] == "Сорок шесть тысяч двести рублей 00 копеек"
    page = press.printed("invoice", facts, form="png", dots=288)
    said = squares.seen(page, (0.77, 0.0, 1.0, 0.17))
    assert f"|Sum=4620000|Purpose=Оплата по счёту № {invoice.number} от " in said

    text = statement(document(НазначениеПлатежа=said.rpartition("Purpose=")[2]))
    file = SimpleUploadedFile("kl_to_1c.txt", text.encode("cp1251"))
    told = operator.post("/money/bank/", {"file": file}, follow=True).content.decode()
    assert "учтено 1" in told
    assert "оплачено" in seat.get(PAGE).content.decode()

    with as_office() as city:
        nightly.run(at=timezone.now() + timedelta(days=32))
        act = Act.objects.get()
        sheet = reconciliation.sheet(city.pk, date(2000, 1, 1), act.until)

    assert (act.kopecks, sheet.given, sheet.paid, sheet.closing) == (4_620_000,) * 3 + (0,)
    assert seat.get(f"{PAGE}acts/{act.pk}.pdf").content.startswith(b"%PDF")


def _operator(committed):
    with scope.in_tenant(committed.office):
        client = Client(headers={"host": "console.localhost"})
        client.force_login(make.user("operator", name="Ольга, бухгалтерия"))
    return client
