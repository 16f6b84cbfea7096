"""Statement files: every coding, every bank's habits, and no file that does not add up."""

from datetime import date

import pytest

from billing.bank import exchange
from billing.bank.errors import WrongFile
from tests.fakes.statements import OURS, THEIRS, balance, document, statement


def read(text: str, coding: str = "cp1251") -> exchange.Statement:
    return exchange.read(text.encode(coding), {OURS})


@pytest.mark.parametrize(
    ("coding", "named"),
    [("cp1251", "Windows"), ("utf-8", "Windows"), ("utf-8-sig", "UTF-8"), ("cp866", "DOS")],
)
def test_every_coding_is_read(coding, named):
    found = read(statement(document(), coding=named), coding)

    assert (found.since, found.until) == (date(2026, 11, 20), date(2026, 11, 22))
    assert found.received_kopecks == 4_620_000
    (receipt,) = found.receipts
    assert receipt == exchange.Receipt(
        account=OURS,
        number="117",
        written_on=date(2026, 11, 20),
        received_on=date(2026, 11, 21),
        kopecks=4_620_000,
        payer="Управление ЖКХ города Пензы",
        payer_inn="9999000013",
        payer_account=THEIRS,
        purpose="Оплата по счету № 2026-000123 от 01.11.2026, в т.ч. НДС",
    )


def test_a_purpose_in_several_lines_is_one():
    parts = {"НазначениеПлатежа": "", "НазначениеПлатежа1": "Оплата", "НазначениеПлатежа2": "услуг"}

    assert read(statement(document(**parts))).receipts[0].purpose == "Оплата услуг"


def test_payments_that_leave_are_counted_and_not_taken():
    ours = document(ПлательщикСчет=OURS, ПолучательСчет=THEIRS, Сумма="1000.00")
    found = read(
        statement(
            document(),
            ours,
            balances=balance(received="46200.00", spent="1000.00", closing="146200.00"),
        )
    )

    assert len(found.receipts) == 1
    assert found.outgoing == 1


def test_a_section_a_day_adds_up():
    days = "\r\n".join(
        [
            balance(received="46200.00", closing="147200.00"),
            balance(opening="147200.00", received="46200.00", closing="193400.00"),
        ]
    )

    found = read(statement(document(), document(Номер="118"), balances=days))

    assert found.received_kopecks == 9_240_000


def test_a_bank_may_leave_balances_out():
    assert len(read(statement(document(), balances="")).receipts) == 1


def test_the_day_of_the_order_stands_for_a_missing_day_of_receipt():
    assert read(statement(document(ДатаПоступило=""))).receipts[0].received_on == date(2026, 11, 20)


WHOLE = statement(document())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "не выписка в формате 1С"),
        ("Дата;Сумма\n", "не выписка в формате 1С"),
        (WHOLE[:-20], "обрывается"),
        (WHOLE.replace("КонецДокумента", "Конец"), "нет строки «КонецДокумента»"),
        (WHOLE.replace("КонецРасчСчет\r\n", ""), "нет строки «КонецРасчСчет»"),
        (WHOLE.replace("147200.00", "147200.01"), "Остатки не сходятся"),
        (WHOLE.replace("Сумма=46200.00", "Сумма=46200.01"), "файл неполный"),
        (WHOLE.replace("Сумма=46200.00", "Сумма=много"), "Сумма не читается"),
        (WHOLE.replace("Дата=20.11.2026", "Дата=31.11.2026"), "Дата не читается"),
        (WHOLE.replace(OURS, "40702810938000000999"), "чужого счёта: 40702810938000000999"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(text, told):
    with pytest.raises(WrongFile, match=told):
        read(text)


@pytest.mark.parametrize(
    "noise", [b"\xff\xfe\x00", b"PK\x03\x04", b"1CClientBankExchange", b"\x00" * 99]
)
def test_bytes_that_are_no_text_are_refused_in_a_sentence(noise):
    with pytest.raises(WrongFile):
        exchange.read(noise, {OURS})


@pytest.mark.parametrize("mark", ["\x1c", "\x0b", "\x85", "\u2028", "\x00"])
def test_a_payer_s_words_make_no_second_payment(mark):
    forged = mark.join(["услуги", "КонецДокумента", "СекцияДокумент=Платежное поручение"])
    forged += f"{mark}Сумма=9999999.00"

    found = read(statement(document(НазначениеПлатежа=forged)), "utf-8")

    assert [each.kopecks for each in found.receipts] == [4_620_000]
    assert "\x00" not in found.receipts[0].purpose


@pytest.mark.parametrize("day", ["31.12.9999", "01.01.0001"])
def test_a_day_that_cannot_be_is_refused(day):
    with pytest.raises(WrongFile, match="Такого дня"):
        read(statement(document(ДатаПоступило=day)))
