"""A month paid by contract, to a balance of nothing: the papers people open, the sums that agree.

By the pages themselves: `tests/journeys/test_billing.py`.
"""

from datetime import date

import pytest
from django.test import Client

from billing import actions, nightly
from billing.models import Act
from billing.papers import reconciliation
from tests.books import make as money
from tests.books.make import BY
from tests.books.stage import NOW
from tests.fakes import pages, squares
from tests.fakes.statements import document, statement
from tests.paying.test_page import PAGE

pytestmark = pytest.mark.usefixtures("frozen", "seller")

SQUARE = (0.77, 0.0, 1.0, 0.17)


def test_the_invoice_that_was_opened_pays_itself_and_its_act_leaves_nothing(seat, as_office):
    with as_office() as city:
        invoice = money.invoice(city, at=NOW, fixed_kopecks=4_620_000)
    said = squares.seen(pages.picture(opened(seat, f"invoices/{invoice.pk}")), SQUARE)
    assert f"|Sum=4620000|Purpose=Оплата по счёту № {invoice.number} от " in said

    text = statement(document(НазначениеПлатежа=said.rpartition("Purpose=")[2]))
    with as_office() as city:
        came = actions.bring(text.encode("cp1251"), file_name="kl_to_1c.txt", by=BY, at=NOW)
        nightly.run(at=money.on(date(2026, 12, 1)))
        act = Act.objects.get()
        sheet = reconciliation.sheet(city.pk, date(2020, 1, 1), act.until)

    assert came.matched == 1
    assert (sheet.opening, sheet.given, sheet.paid, sheet.closing) == (0, 4_620_000, 4_620_000, 0)
    assert act.kopecks == 4_620_000
    assert opened(seat, f"acts/{act.pk}")


def opened(seat: Client, paper: str) -> bytes:
    """A paper as the city's administrator downloads it."""
    answer = seat.get(f"{PAGE}{paper}.pdf")
    assert answer.content.startswith(b"%PDF")
    return answer.content
