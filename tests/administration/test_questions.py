"""A city asks what it needs to know, and nothing it was told before is changed."""

import pytest

from appeals import questions
from appeals.models import Category, SettingChange
from tests import make

PAGE = "/desk/settings/topics/gas_smell/questions/"


def asked() -> tuple[questions.Question, ...]:
    return questions.read(Category.objects.get(code="gas_smell").questions)


def row(place: int, **fields) -> dict[str, str]:
    return {f"q{place}-{name}": value for name, value in {"kind": "choice", **fields}.items()}


def as_shown(seat) -> dict[str, str]:
    """The page sent back as it was."""
    rows = seat.get(PAGE).context["rows"]
    told: dict[str, str] = {}
    for place, form in enumerate(rows):
        told |= row(place, **{k: v for k, v in form.initial.items() if v not in (False, True)})
        told |= {f"q{place}-{k}": "on" for k, v in form.initial.items() if v is True}
    return told


def test_saving_what_is_shown_changes_nothing(city, seat):
    before = asked()

    assert seat.post(PAGE, as_shown(seat)).status_code == 302

    assert asked() == before


def test_a_question_is_added_with_an_answer_that_ends_the_filing(city, seat):
    appeal = make.appeal(category="gas_smell", answers={"gas_now": "before"})
    lines = "! Гудит | 104 | Выйдите на улицу\nТихо"
    new = row(1, name="Гудит ли труба?", choices=lines, required="on", public="on")

    seat.post(PAGE, {**as_shown(seat), **new})

    added = asked()[1]
    assert (added.required, added.public) == (True, True)
    assert added.choices[0].stop == questions.Stop({"ru": "Выйдите на улицу"}, ("104",))
    assert "Гудит ли труба?" in SettingChange.objects.latest("pk").after
    appeal.refresh_from_db()
    assert [each["code"] for each in appeal.answers] == ["gas_now"]


def test_a_question_without_words_is_taken_out(city, seat):
    seat.post(PAGE, {**as_shown(seat), **row(0, code="gas_now", name="")})

    assert asked() == ()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [("Да", "нужны два ответа"), ("! Да | 112 | Беги\n! Нет | 112 | Беги", "ответ без звонка")],
)
def test_a_question_nobody_can_answer_is_refused(city, seat, lines, sentence):
    answer = seat.post(PAGE, {**as_shown(seat), **row(1, name="Странный?", choices=lines)})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert len(asked()) == 1
