"""What may stand for a row, and what may not, in an address that anybody types."""

import pytest

from appeals import digits


@pytest.mark.parametrize("text", ["", "-1", "1.5", " 7", "٣", "½", "x", "9" * 19, "9" * 5000])
def test_what_no_row_can_have_is_none(text):
    assert digits.key(text) is None


def test_a_key_holds_what_a_count_does_not():
    assert digits.key("9" * 18) == int("9" * 18)
    assert digits.count("9" * 10) is None
    assert digits.count("007") == 7
