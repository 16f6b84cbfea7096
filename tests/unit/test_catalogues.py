"""Catalogues of translations are whole: today's sentences, each translated, no place lost."""

import re

import pytest

from design import catalogues, extraction

_PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|</?\w+[^>]*>")
OTHERS = [code for code in catalogues.CODES if code != "ru"]


@pytest.mark.parametrize("code", catalogues.CODES)
def test_a_catalogue_holds_todays_sentences_and_no_others(code):
    assert catalogues.source(code).read_bytes() == extraction.written(extraction.fresh(code)), (
        "platform/manage.py extract_messages, then translate what is new (platform/docs/languages.md)"
    )


@pytest.mark.parametrize("code", catalogues.CODES)
def test_every_sentence_is_translated_with_its_places(code):
    for message in catalogues.read(code):
        if not message.id:
            continue
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        source = message.id if isinstance(message.id, str) else message.id[1]
        assert not message.fuzzy, source
        for form in forms:
            assert form, f"{code}: {source}"
            assert sorted(_PLACE.findall(form)) == sorted(_PLACE.findall(source)), form


def test_english_has_no_russian_letters_left():
    for message in catalogues.read("en"):
        said = message.string if isinstance(message.string, str) else " ".join(message.string)
        assert not re.search("[а-яёА-ЯЁ]", said), said
