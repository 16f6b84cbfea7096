"""Places of a template: filled from facts, found where open, refused before anybody reads them."""

import pytest

from appeals import placeholders
from appeals.errors import BadInput


def test_places_are_filled_from_facts():
    done = placeholders.fill(
        "№ {номер}, { Адрес }", {"номер": "ПНЗ-2026-000001", "адрес": "у сквера"}
    )

    assert done.text == "№ ПНЗ-2026-000001, у сквера"
    assert done.missing == ()


def test_a_place_without_a_fact_stays_and_is_named_once():
    done = placeholders.fill("{бригада} будет, {бригада}, {что-то}", {"бригада": ""})

    assert done.text == "{бригада} будет, {бригада}, {что-то}"
    assert done.missing == ("{бригада}", "{что-то}")


def test_braces_without_words_are_no_places():
    assert placeholders.unfilled("a {} {\n} b") == ()


def test_an_open_place_is_refused_by_its_name():
    with pytest.raises(BadInput) as refused:
        placeholders.refuse_unfilled(report="До {срок} всё будет", comment="готово")

    assert list(refused.value.fields) == ["report"]
    assert "{срок}" in refused.value.fields["report"]
