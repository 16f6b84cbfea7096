"""Invoices by the timetable: each period once, ahead or after, up to the contract's price."""

from datetime import date

import pytest

from billing import actions, timetable
from billing.errors import CannotDo
from billing.ledger import reading
from billing.models import Contract, Invoice, Subscription
from billing.pricing import Line
from tests.books import make
from tests.books.make import AT, BY


def run(day: date) -> list[Invoice]:
    before = set(Invoice.objects.values_list("pk", flat=True))
    actions.issue_due(by=BY, at=make.on(day))
    return list(Invoice.objects.exclude(pk__in=before).order_by("pk"))


def test_a_month_ahead_is_invoiced_on_its_first_day_and_once(books, penza):
    make.contract(penza)

    (november,) = run(date(2026, 11, 2))
    assert run(date(2026, 11, 30)) == []
    (december,) = run(date(2026, 12, 1))
    assert run(date(2027, 1, 1)) == []

    assert (november.since, november.until) == (date(2026, 11, 1), date(2026, 12, 1))
    assert (november.issued_on, november.due_on) == (date(2026, 11, 2), date(2026, 11, 16))
    assert (november.kopecks, november.vat_kopecks, november.vat_percent) == (
        3_400_000,
        613_115,
        22,
    )
    assert (november.number, december.number) == ("2026-000001", "2026-000002")
    assert november.paper["lines"] == [
        {"title": "Доступ к платформе «Отклик», ноябрь 2026 года", "kopecks": 3_400_000}
    ]
    assert november.paper["seller"]["inn"] == "9999000038"
    assert november.paper["buyer"]["inn"] == "9999000013"


def test_a_month_after_is_invoiced_when_it_is_over(books, penza):
    make.contract(penza, billing=Contract.AFTER)

    assert run(date(2026, 11, 30)) == []
    assert [each.since for each in run(date(2026, 12, 1))] == [date(2026, 11, 1)]


def test_missed_periods_are_made_up_for(books, penza):
    make.contract(penza, billing=Contract.AFTER)

    assert [each.since.month for each in run(date(2027, 2, 3))] == [11, 12]


def test_a_part_of_a_month_costs_its_days(books, penza):
    make.contract(penza, starts_on=date(2026, 11, 16))

    (invoice,) = run(date(2026, 11, 16))

    assert invoice.kopecks == 1_700_000
    assert invoice.paper["lines"][0]["title"].endswith("с 16.11.2026 по 30.11.2026")


def test_a_year_is_one_invoice_within_the_contract(books, penza):
    make.contract(penza, period="year", fixed_kopecks=40_800_000)

    (invoice,) = run(date(2026, 11, 2))

    assert (invoice.since, invoice.until) == (date(2026, 11, 1), date(2027, 1, 1))
    assert invoice.kopecks == 6_800_000


def test_without_a_price_of_its_own_the_plan_counts(books, penza):
    plan = Subscription.objects.get(city=penza).plan
    make.contract(penza, fixed_kopecks=None)

    (invoice,) = run(date(2026, 11, 2))

    assert invoice.kopecks == plan.month_kopecks
    assert plan.name in invoice.paper["lines"][0]["title"]


def test_no_invoice_passes_the_price_of_the_contract(books, penza):
    make.contract(penza, limit_kopecks=5_000_000)

    assert len(run(date(2026, 11, 2))) == 1
    assert run(date(2026, 12, 1)) == []
    (held,) = timetable.held_back(date(2026, 12, 1))
    assert "превысит цену контракта" in held.why


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ({"fixed_kopecks": 0}, "нулевой"),
        ({"ends_on": date(9999, 12, 31)}, "не считаются"),
        ({"starts_on": date(26, 12, 1)}, "больше 24 месяцев"),
    ],
    ids=["nothing", "for ever", "two figures of a year"],
)
def test_an_odd_contract_waits_for_a_person_and_stops_no_other(books, penza, kazan, odd, why):
    wrong = make.contract(kazan, **odd)
    make.contract(penza)

    made, held = actions.issue_due(by=BY, at=AT)

    assert made == 1
    assert Invoice.objects.get().city == penza
    assert [each.contract for each in held] == [wrong]
    assert why in held[0].why


def test_two_years_are_made_up_for(books, penza):
    make.contract(penza, starts_on=date(2024, 11, 1))

    made, held = actions.issue_due(by=BY, at=AT)

    assert (made, held) == (25, [])


def test_a_lowered_invoice_leaves_room_under_the_price(books, penza):
    make.contract(penza, limit_kopecks=5_000_000)
    (november,) = run(date(2026, 11, 2))
    actions.lower(november.pk, kopecks=1_800_000, reason="Скидка", by=BY, at=AT)

    assert len(run(date(2026, 12, 1))) == 1


def test_a_voided_period_is_invoiced_again_under_a_new_number(books, penza):
    make.contract(penza)
    (wrong,) = run(date(2026, 11, 2))
    actions.void(wrong.pk, reason="Не те реквизиты", by=BY, at=AT)

    (right,) = run(date(2026, 11, 2))

    assert (right.since, right.number) == (wrong.since, "2026-000002")


def test_nothing_is_invoiced_past_the_last_day(books, penza):
    make.contract(penza)
    actions.end(penza, on=date(2026, 11, 15), at=AT)

    (invoice,) = run(date(2026, 11, 2))

    assert invoice.until == date(2026, 11, 16)
    assert run(date(2026, 12, 1)) == []


def test_a_trial_and_a_card_are_not_invoiced(books, penza, kazan):
    actions.activate(kazan, rail="stripe", period="month", at=AT)

    assert run(date(2026, 12, 1)) == []


def test_without_the_seller_s_details_nothing_is_invoiced(penza):
    make.contract(penza)

    with pytest.raises(CannotDo, match="реквизиты получателя"):
        actions.issue_due(by=BY, at=AT)
    assert not Invoice.objects.exists()


def test_waiting_money_pays_a_new_invoice_at_once(books, penza):
    make.paid(penza, 1_000_000)

    invoice = make.invoice(penza)

    assert reading.settled([invoice.pk])[invoice.pk].owed == 2_400_000
    assert reading.credit(penza.pk) == 0


def test_an_invoice_by_hand_does_not_shift_the_timetable(books, penza):
    contract = make.contract(penza)
    period = {"since": date(2026, 11, 1), "until": date(2027, 1, 1)}

    extra = actions.issue(contract, [Line("Обучение", 500_000)], **period, by=BY, at=AT)

    assert extra.plan is None
    assert [each.since for each in run(date(2026, 11, 2))] == [date(2026, 11, 1)]
    with pytest.raises(CannotDo, match="больше нуля"):
        actions.issue(contract, [], **period, by=BY, at=AT)


def test_two_cities_are_one_run(books, penza, kazan, django_assert_max_num_queries):
    for city in (penza, kazan):
        make.contract(city)

    with django_assert_max_num_queries(22):
        made, held = actions.issue_due(by=BY, at=AT)

    assert (made, held) == (2, [])


def test_contracts_of_a_city_do_not_overlap(books, penza):
    make.contract(penza)

    with pytest.raises(CannotDo, match="действует другой договор"):
        make.contract(penza, starts_on=date(2026, 12, 31), ends_on=date(2027, 12, 31))
    actions.end_contract(Contract.objects.get().pk, on=date(2026, 12, 15), at=make.AT)
    make.contract(penza, starts_on=date(2026, 12, 16), ends_on=date(2027, 12, 31))


def test_a_period_lowered_to_nothing_is_not_invoiced_again(books, penza):
    make.contract(penza)
    (november,) = run(date(2026, 11, 2))
    actions.lower(november.pk, kopecks=november.kopecks, reason="Не работали", by=BY, at=AT)

    assert run(date(2026, 11, 3)) == []


def test_the_last_month_is_invoiced_though_the_subscription_has_ended_first(books, penza):
    make.contract(penza, billing=Contract.AFTER)
    actions.end(penza, on=date(2026, 11, 15), at=AT)
    after = make.on(date(2026, 11, 16))
    assert actions.end_due(at=after) == 1

    actions.issue_due(by=BY, at=after)
    actions.issue_due(by=BY, at=make.on(date(2027, 2, 1)))

    invoice = Invoice.objects.get(city=penza)
    assert (invoice.since, invoice.until) == (date(2026, 11, 1), date(2026, 11, 16))
