"""What the operator reads aloud can be written down by somebody who only hears it."""

import pytest

from appeals.desk import spoken


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("000123", ["три нуля", "сто двадцать три"]),
        ("123456", ["сто двадцать три", "четыреста пятьдесят шесть"]),
        ("012005", ["ноль двенадцать", "два нуля пять"]),
        ("000000", ["три нуля", "три нуля"]),
        ("1000017", ["один", "три нуля", "ноль семнадцать"]),
        ("110020", ["сто десять", "ноль двадцать"]),
    ],
)
def test_figures_are_said_three_by_three(figures, words):
    assert spoken.groups(figures) == words


def test_a_number_is_said_letter_by_letter(city):
    said = spoken.number(2026, 123)

    assert said == "пэ эн зэ, две тысячи двадцать шесть, три нуля, сто двадцать три"
