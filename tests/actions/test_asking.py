"""The questions of a theme where an appeal is filed."""

import pytest

from appeals import questions
from appeals.errors import BadInput
from appeals.models import Appeal, Category
from tests import make


def file(**fields):
    return make.appeal(category="gas_smell", **fields)


def test_the_answers_are_kept_with_the_appeal(city):
    appeal = file(answers={"gas_now": "before", "elsewhere": "1"})

    told = Appeal.objects.get(pk=appeal.pk).answers
    assert [(each["code"], each["words"]["ru"]) for each in told] == [
        ("gas_now", "Запах был раньше, сейчас нет")
    ]


def test_an_answer_that_ends_the_filing_files_nothing(city):
    with pytest.raises(BadInput, match="звоните 104 или 112"):
        file(answers={"gas_now": "yes"})

    assert not Appeal.objects.exists()


def test_a_required_answer_is_asked_for_where_questions_are_asked(city):
    with pytest.raises(BadInput) as refused:
        file(answers={})

    assert set(refused.value.fields) == {"ask_gas_now"}
    # The telephone and other systems ask nothing.
    assert file().answers == []


def test_a_city_keeps_its_own_questions(city):
    own = questions.Question("floor", questions.NUMBER, {"ru": "Этаж"}, public=True)
    Category.objects.filter(code="gas_smell").update(questions=questions.written([own]))

    assert file(answers={"floor": "5"}).answers[0]["words"] == {"ru": "5"}
