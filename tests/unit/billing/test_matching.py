"""Whose a payment is: two signs that agree, one that stands alone, two that quarrel."""

import pytest

from billing.bank.matching import Billed, match, numbers

PENZA, KAZAN = 1, 2
INVOICES = {
    (2026, 122): Billed(10, PENZA, is_open=False),
    (2026, 123): Billed(11, PENZA, is_open=True),
    (2026, 124): Billed(12, KAZAN, is_open=True),
}
PAYERS = {"9999000013": [PENZA], "9999000020": [KAZAN], "9999000052": [PENZA, KAZAN]}


@pytest.mark.parametrize(
    ("purpose", "found"),
    [
        ("Оплата по счету № 2026-000123 от 01.11.2026", [(2026, 123)]),
        ("по счёту N 2026-123, в т.ч. НДС", [(2026, 123)]),
        ("сч.№2026 – 000123", [(2026, 123)]),
        ("Счет на оплату No. 2026-000123", [(2026, 123)]),
        ("(123) 2026-000123//услуги", [(2026, 123)]),
        ("счета 2026-000123, 2026-000124", [(2026, 123), (2026, 124)]),
        ("Контракт 2026-31 от 12.01.2026, лицевой 02552000010", []),
        ("Муниципальный контракт № 2026/31 за ноябрь 2026", []),
        ("счет 40702810638000000123 ноябрь 2026", []),
        ("УИН 12026-0001234", []),
        ("", []),
    ],
)
def test_numbers_of_invoices_are_read_from_a_purpose(purpose, found):
    assert numbers(purpose) == found


@pytest.mark.parametrize(
    ("purpose", "inn", "city", "invoice"),
    [
        ("счет 2026-000123", "9999000013", PENZA, 11),
        ("счет 2026-000123", "9999000045", PENZA, 11),
        ("счет 2026-000122", "9999000013", PENZA, None),
        ("счета 2026-000122, 2026-000123", "9999000013", PENZA, 11),
        ("счет 2026-000123", "9999000052", PENZA, 11),
        ("за ноябрь", "9999000020", KAZAN, None),
        ("счет 2026-999999", "9999000020", KAZAN, None),
    ],
)
def test_signs_that_agree_tell_whose_it_is(purpose, inn, city, invoice):
    found = match(purpose, inn, invoices=INVOICES, payers=PAYERS)

    assert (found.city, found.invoice, found.doubt) == (city, invoice, "")


@pytest.mark.parametrize(
    ("purpose", "inn", "doubt"),
    [
        ("счет 2026-000124", "9999000013", "ИНН плательщика другого"),
        ("счета 2026-000123, 2026-000124", "9999000013", "разных городов"),
        ("за ноябрь", "9999000052", "несколько городов"),
        ("за ноябрь", "", "не знаком"),
    ],
)
def test_signs_that_quarrel_leave_it_to_a_person(purpose, inn, doubt):
    found = match(purpose, inn, invoices=INVOICES, payers=PAYERS)

    assert found.city is None
    assert doubt in found.doubt
