"""A Russian phone in every spelling people use."""

import pytest
from django.core.exceptions import ValidationError

from tenants.accounts import phones


@pytest.mark.parametrize(
    "typed",
    [
        "+7 927 123-45-67",
        "8 (927) 123-45-67",
        "89271234567",
        "79271234567",
        "927 123 45 67",
        " 8-927-123-45-67 ",
        "+7\u00a0(927)\u00a0123–45–67",
    ],
)
def test_every_spelling_becomes_one(typed):
    assert phones.normal(typed) == "+79271234567"


def test_a_city_number_without_its_prefix_is_whole():
    assert phones.normal("(841-2) 20-20-20") == "+78412202020"


def test_an_empty_field_stays_empty():
    assert phones.normal("  ") == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("8 (927) 123-45-6", "Не хватает одной цифры: введите 10 цифр после +7"),
        ("123", "Не хватает 7 цифр: введите 10 цифр после +7"),
        ("8 927 123-45-67 89", "В телефоне лишние цифры: введите 10 цифр после +7"),
        ("+375 29 123-45-67", "Нужен российский номер: он начинается с +7"),
        ("девять два семь", "В телефоне есть лишние знаки: введите 10 цифр после +7"),
        ("+7927123456\n7", "В телефоне есть лишние знаки: введите 10 цифр после +7"),
    ],
)
def test_the_sentence_says_what_is_wrong(typed, sentence):
    with pytest.raises(ValidationError, match=r".") as refused:
        phones.normal(typed)
    assert refused.value.messages == [sentence]


def test_an_address_is_not_taken_for_a_phone():
    assert not phones.looks_like_one("ivanova1234567@mail.ru")
    assert phones.looks_like_one("8 (927) 123")
