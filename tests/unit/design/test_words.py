import pytest

from design import words

FORMS = ("обращение", "обращения", "обращений")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (1, 0),
        (2, 1),
        (4, 1),
        (5, 2),
        (0, 2),
        (11, 2),
        (12, 2),
        (21, 0),
        (22, 1),
        (111, 2),
        (101, 0),
    ],
)
def test_plural_takes_the_form_of_its_number(number, form):
    assert words.plural(number, *FORMS) == FORMS[form]


def test_thousands_stand_apart():
    assert words.grouped(1284) == "1\u00a0284"
    assert words.grouped(7) == "7"


def test_figures_become_a_phone_and_words_stay():
    assert words.phone("+79123456789") == "+7\u00a0912\u00a0345-67-89"
    assert words.phone("8 (8412) 12-34-56") == "8 (8412) 12-34-56"
    assert words.phone("112") == "112"


def test_a_phone_can_be_dialled_however_it_is_written():
    assert words.dialled("8 (8412) 12-34-56") == "+78412123456"
    assert words.dialled("112") == "112"
