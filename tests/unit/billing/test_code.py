"""The square on an invoice says what ГОСТ Р 56042 asks, and can be read back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.papers import code
from tests.fakes import squares

PAYMENT = code.Payment(
    name="ООО «Отклик»",
    account="40702810638000000123",
    bank="ПАО Сбербанк",
    bic="044525225",
    correspondent="30101810400000000225",
    inn="9999000038",
    kpp="999901001",
    payer_inn="9999000013",
    kopecks=4_620_000,
    purpose="Оплата по счёту № 2026-000123 от 01.11.2026. В том числе НДС 22 %",
)
SAID = (
    "ST00012|Name=ООО «Отклик»|PersonalAcc=40702810638000000123|BankName=ПАО Сбербанк|"
    "BIC=044525225|CorrespAcc=30101810400000000225|PayeeINN=9999000038|KPP=999901001|"
    "PayerINN=9999000013|Sum=4620000|"
    "Purpose=Оплата по счёту № 2026-000123 от 01.11.2026. В том числе НДС 22 %"
)


def test_the_fields_stand_in_the_standard_s_order():
    assert code.text(PAYMENT) == SAID


def test_another_sign_parts_fields_that_contain_the_usual_one():
    assert code.text(replace(PAYMENT, name="А|Б")).startswith("ST00012~Name=А|Б~PersonalAcc=")


def test_empty_fields_are_left_out_and_long_ones_cut():
    said = code.text(replace(PAYMENT, kpp="", correspondent="", bank="Б" * 60))

    assert "KPP" not in said
    assert "|CorrespAcc=0|" in said
    assert f"|BankName={'Б' * 45}|" in said


@pytest.mark.parametrize("length", [1, 40, 400, 900])
def test_a_square_is_read_back(length):
    said = "ж" * length

    assert squares.text(code.modules(said)) == said


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=210))
def test_any_purpose_is_read_back(purpose):
    said = code.text(replace(PAYMENT, purpose=purpose))

    assert squares.text(code.modules(said)) == said
