"""Numbers of banks: control digits catch a slip."""

import pytest

from billing.bank import accounts
from billing.bank.errors import WrongNumber

BANK = "044525225"


def test_numbers_that_exist_are_taken_without_spaces():
    assert accounts.bic("044 525 225") == BANK
    assert accounts.account("40702 810 6 38000000123", BANK) == "40702810638000000123"
    assert accounts.correspondent("30101810400000000225", BANK) == "30101810400000000225"
    assert accounts.correspondent("", BANK) == ""
    assert accounts.kpp("999901001") == "999901001"
    assert accounts.kpp("") == ""


@pytest.mark.parametrize("digit", [d for d in range(10) if d != 6])
def test_a_wrong_control_digit_is_seen(digit):
    with pytest.raises(WrongNumber, match="не сходится с БИК"):
        accounts.account(f"40702810{digit}38000000123", BANK)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: accounts.bic("04452522"),
        lambda: accounts.bic("944525225"),
        lambda: accounts.account("4070281043800000012", BANK),
        lambda: accounts.account("٤" * 20, BANK),
        lambda: accounts.correspondent("30101810500000000225", BANK),
        lambda: accounts.kpp("77070100"),
    ],
)
def test_numbers_that_cannot_exist_are_refused(refused):
    with pytest.raises(WrongNumber):
        refused()
