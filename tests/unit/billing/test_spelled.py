"""Sums in words: gender, number, the teens, empty groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import spelled


@pytest.mark.parametrize(
    ("kopecks", "said"),
    [
        (0, "Ноль рублей 00 копеек"),
        (101, "Один рубль 01 копейка"),
        (222, "Два рубля 22 копейки"),
        (1_111, "Одиннадцать рублей 11 копеек"),
        (1_900, "Девятнадцать рублей 00 копеек"),
        (2_100, "Двадцать один рубль 00 копеек"),
        (10_000, "Сто рублей 00 копеек"),
        (100_000, "Одна тысяча рублей 00 копеек"),
        (200_005, "Две тысячи рублей 05 копеек"),
        (1_100_000, "Одиннадцать тысяч рублей 00 копеек"),
        (1_200_000, "Двенадцать тысяч рублей 00 копеек"),
        (2_100_200, "Двадцать одна тысяча два рубля 00 копеек"),
        (4_620_000, "Сорок шесть тысяч двести рублей 00 копеек"),
        (11_211_112, "Сто двенадцать тысяч сто одиннадцать рублей 12 копеек"),
        (100_000_000, "Один миллион рублей 00 копеек"),
        (200_000_100, "Два миллиона один рубль 00 копеек"),
        (
            123_456_789_014,
            "Один миллиард двести тридцать четыре миллиона пятьсот шестьдесят семь тысяч "
            "восемьсот девяносто рублей 14 копеек",
        ),
    ],
)
def test_a_sum_is_said_as_people_say_it(kopecks, said):
    assert spelled.money(kopecks) == said


def test_feminine_things_are_counted_as_such():
    assert spelled.number(1, feminine=True) == "одна"
    assert spelled.number(22, feminine=True) == "двадцать две"
    assert spelled.number(21_001, feminine=True) == "двадцать одна тысяча одна"
    assert spelled.number(12, feminine=True) == "двенадцать"


@pytest.mark.parametrize("value", [-1, 10**15])
def test_a_number_without_words_is_refused(value):
    with pytest.raises(ValueError, match=str(value)):
        spelled.number(value)


_WORTH = {
    **{spelled.number(value): value for value in (*range(1, 20), *range(20, 100, 10))},
    **{spelled.number(value): value for value in range(100, 1000, 100)},
    "одна": 1,
    "две": 2,
}
_ORDERS = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}


@given(st.integers(1, 10**15 - 1))
def test_words_read_back_are_the_number(value):
    total = three = 0
    for word in spelled.number(value).split():
        if word in _WORTH:
            three += _WORTH[word]
        else:
            worth = next(
                worth for root, worth in reversed(_ORDERS.items()) if word.startswith(root)
            )
            total, three = total + three * worth, 0
    assert total + three == value
