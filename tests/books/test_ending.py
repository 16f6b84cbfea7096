"""A city that was deleted: the books keep its money under another name, and forget its people."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from billing import actions, ending, usage
from billing.models import ContractRequest, Decision, Entry, Invoice, Usage
from tenants.isolation import scope
from tests.books import make
from tests.books.make import BY
from tests.paying.test_page import ASKED


@pytest.fixture
def left(committed, as_office) -> SimpleNamespace:
    """Казань, that paid, asked, decided and was counted; and has left."""
    with as_office("kazan") as city:
        make.seller()
        invoice = make.invoice(city, at=timezone.now())
        make.paid(city, 100, at=timezone.now())
    with scope.in_tenant(committed.kazan):
        usage.note(date(2026, 11, 1), organisations=1, appeals=1)
        actions.ask(by=BY, **(ASKED | {"starts_on": date(2026, 12, 1)}))
        actions.leave("t_kazan", reason="", by=BY, today=timezone.localdate())
    return SimpleNamespace(tenant="t_kazan", city_id=invoice.city_id, deleted_at=timezone.now())


def test_its_money_stays_and_its_people_go(committed, left):
    with scope.entered(None), transaction.atomic("owner"):
        ending.end_books(left)
        ending.end_books(left)
        kept = [
            set(model.objects.using("owner").values_list("tenant", flat=True))
            for model in (Invoice, Entry)
        ]
        gone = [
            model.objects.using("owner").count() for model in (ContractRequest, Decision, Usage)
        ]
        transaction.set_rollback(True, "owner")

    assert kept == [{f"t_deleted_{left.city_id}"}] * 2
    assert gone == [0, 0, 0]
