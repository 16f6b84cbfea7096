"""Papers: whole, numbered, in Russian; the square on the printed page says what must be paid."""

import re
from datetime import date

import pytest

from billing import actions
from billing.models import Act, Invoice
from billing.papers import act as act_paper
from billing.papers import invoice as invoice_paper
from billing.papers import press, reconciliation
from billing.papers.code import text
from tests.books import make
from tests.books.make import AT, BY
from tests.fakes import pages, squares

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def invoice(books, penza) -> Invoice:
    return make.invoice(penza)


def test_the_square_on_the_printed_page_is_read_back(invoice):
    page = pages.picture(invoice_paper.pdf(invoice))

    said = squares.seen(page, (0.77, 0.0, 1.0, 0.17))
    assert said == text(invoice_paper.payment(invoice))
    assert said == (
        "ST00012|Name=ООО «Отклик»|PersonalAcc=40702810638000000123|"
        "BankName=ПАО Сбербанк, г. Москва|BIC=044525225|CorrespAcc=30101810400000000225|"
        "PayeeINN=9999000038|KPP=999901001|PayerINN=9999000013|Sum=3400000|"
        "Purpose=Оплата по счёту № 2026-000001 от 02.11.2026. В том числе НДС 22%, 6 131,15"
    )


def test_an_invoice_says_its_sum_in_words_and_its_vat(invoice):
    facts = invoice_paper.facts(invoice)

    assert facts["words"] == "Тридцать четыре тысячи рублей 00 копеек"
    assert facts["vat"] == ["В том числе НДС 22\u00a0%", "6\u00a0131,15"]
    assert facts["day"] == "2\u00a0ноября 2026\u00a0г."
    assert "п. 4 ч. 1 ст. 93 44-ФЗ" in facts["ground"]
    assert facts["buyer_line"].startswith(
        "Администрация города, Пенза, ИНН 9999000013, КПП 999901001"
    )


def test_a_lowered_invoice_asks_for_what_is_left(invoice):
    actions.lower(invoice.pk, kopecks=400_000, reason="Неделя без доступа", by=BY, at=AT)

    facts = invoice_paper.facts(invoice)

    assert facts["lines"][-1] == ["Уменьшение суммы счёта", "−4\u00a0000,00"]
    assert (facts["total"], facts["vat"][1]) == ("30\u00a0000,00", "5\u00a0409,84")
    assert facts["words"] == "Тридцать тысяч рублей 00 копеек"
    assert "|Sum=3000000|" in text(invoice_paper.payment(invoice))


def test_a_void_invoice_shows_what_it_asked_for(invoice):
    actions.void(invoice.pk, reason="Ошибка", by=BY, at=AT)
    invoice.refresh_from_db()

    facts = invoice_paper.facts(invoice)

    assert (facts["void"], facts["total"]) == (True, "34\u00a0000,00")


def test_a_seller_without_vat_says_so(invoice):
    invoice.vat_percent, invoice.vat_kopecks = None, 0
    facts = invoice_paper.facts(invoice)

    assert facts["vat"][0] == "Без налога (НДС)"
    assert facts["purpose"].endswith("НДС не облагается")


def test_the_same_paper_is_the_same_bytes_after_the_details_changed(invoice):
    before = invoice_paper.pdf(invoice)
    make.seller(account="40702810938000000124", director="Другой Д. Д.")

    assert invoice_paper.pdf(Invoice.objects.get(pk=invoice.pk)) == before
    assert before.startswith(b"%PDF-1.7")


def test_an_act_names_both_sides_and_its_invoice(invoice):
    actions.accept_due(by=BY, at=make.on(DECEMBER))
    act = Act.objects.select_related("invoice").get()
    facts = act_paper.facts(act)

    assert facts["lines"] == [["Доступ к платформе «Отклик», ноябрь 2026 года", "34\u00a0000,00"]]
    assert facts["invoice"] == "№ 2026-000001 от 02.11.2026"
    assert facts["buyer"]["signer"] == "Петрова М. И."
    assert act_paper.pdf(act).startswith(b"%PDF")


def test_a_reconciliation_is_the_ledger_s_own_words(invoice, penza):
    make.paid(penza, 4_000_000)
    actions.accept_due(by=BY, at=make.on(DECEMBER))
    actions.refund(penza, kopecks=100_000, key="1", day=NOVEMBER, reason="Письмо", by=BY, at=AT)
    found = reconciliation.sheet(penza.pk, NOVEMBER, DECEMBER)

    assert [(row.title, row.given, row.paid) for row in found.rows] == [
        ("Возврат", 0, -100_000),
        ("Оплата 02.11.2026", 0, 4_000_000),
        ("Акт № 2026-000001 от 30.11.2026", 3_400_000, 0),
    ]
    assert (found.opening, found.closing) == (0, -500_000)
    facts = reconciliation.facts(penza.pk, penza.name, NOVEMBER, DECEMBER)
    assert facts["closing"] == ["", "5\u00a0000,00"]
    assert "в пользу: Администрация города, Пенза" in facts["words"]
    assert reconciliation.sheet(penza.pk, DECEMBER, date(2027, 1, 1)).opening == -500_000
    assert reconciliation.pdf(penza.pk, penza.name, NOVEMBER, DECEMBER).startswith(b"%PDF")


def test_nothing_owed_is_said(books, penza):
    facts = reconciliation.facts(penza.pk, penza.name, NOVEMBER, DECEMBER)

    assert facts["words"] == "На 30\u00a0ноября 2026\u00a0г. задолженности нет."


def test_a_long_paper_goes_over_to_another_page(books, penza):
    facts = reconciliation.facts(penza.pk, penza.name, NOVEMBER, DECEMBER)
    facts["rows"] = [["01.11.2026", f"Оплата {number}", "", "1,00"] for number in range(60)]

    assert _pages(press.printed("reconciliation", facts)) == 2


def _pages(pdf: bytes) -> int:
    return int(re.search(rb"/Type/Pages/Count (\d+)|/Count (\d+)", pdf)[1] or 0)
