"""What an event is about: where to look, or nothing of ours."""

import pytest

from billing.facts import Kind, Reference
from billing.inbox import meaning


@pytest.mark.parametrize(
    ("kind", "thing", "about"),
    [
        ("customer.subscription.trial_will_end", {"id": "sub_1"}, (Kind.SUBSCRIPTION, "sub_1")),
        ("invoice.paid", {"id": "in_1"}, (Kind.INVOICE, "in_1")),
        ("invoice_payment.paid", {"id": "inpay_1", "invoice": "in_2"}, (Kind.INVOICE, "in_2")),
        ("checkout.session.completed", {"id": "cs_1"}, (Kind.CHECKOUT, "cs_1")),
        ("refund.created", {"id": "re_1"}, (Kind.REFUND, "re_1")),
        ("customer.deleted", {"id": "cus_1"}, (Kind.CUSTOMER, "cus_1")),
    ],
)
def test_events_of_ours_say_where_to_look(kind, thing, about):
    found = meaning.reference(kind, thing)

    assert found == Reference(*about)
    assert meaning.read(meaning.written(found)) == found


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("customer.updated", {"id": "cus_1"}),
        ("charge.refunded", {"id": "ch_1"}),
        ("invoice.upcoming", {"object": "invoice"}),
        ("invoice.paid", {"id": ""}),
        ("invoice.paid", {"id": 5}),
        ("something.new", {"id": "x"}),
    ],
)
def test_everything_else_is_about_nothing_of_ours(kind, thing):
    assert meaning.reference(kind, thing) is None
    assert meaning.written(None) == ""
