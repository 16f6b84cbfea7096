import pytest

from appeals import catalogue, questions
from appeals.questions import Choice, Question, Stop

NAMES = {"ru": "Пахнет сейчас?", "en": "Smell now?"}
GAS = Question(
    "gas",
    questions.CHOICE,
    NAMES,
    required=True,
    public=True,
    choices=(
        Choice("yes", {"ru": "Да"}, Stop({"ru": "Выйдите"}, ("104", "112"))),
        Choice("no", {"ru": "Нет"}),
    ),
)
FLATS = Question("flats", questions.NUMBER, {"ru": "Сколько квартир"})
ROUTE = Question("route", questions.TEXT, {"ru": "Маршрут"}, required=True)


def test_an_answer_is_kept_in_the_words_of_its_day():
    told = questions.told((GAS, FLATS), {"gas": "no", "flats": " 40 "})

    assert told.answers == [
        {"code": "gas", "names": NAMES, "value": "no", "words": {"ru": "Нет"}, "public": True},
        {
            "code": "flats",
            "names": {"ru": "Сколько квартир"},
            "value": "40",
            "words": {"ru": "40"},
            "public": False,
        },
    ]
    assert (told.wrong, told.stop) == ({}, None)


def test_an_answer_that_ends_the_filing_says_whom_to_call():
    told = questions.told((ROUTE, GAS), {"route": "54", "gas": "yes"})

    assert (told.stop.phones, told.stopped_at) == (("104", "112"), "gas")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"gas": questions.MISSING, "route": questions.MISSING}),
        ({"gas": "perhaps", "route": "54"}, {"gas": questions.NOT_OFFERED}),
        ({"gas": "no", "route": "ы" * 201}, {"route": questions.TOO_LONG}),
        ({"gas": "no", "route": "5\x004"}, {"route": questions.UNSTORABLE}),
        ({"gas": "no", "route": "5", "flats": "две"}, {"flats": questions.NOT_A_NUMBER}),
        ({"gas": "no", "route": "5", "flats": "9" * 30}, {"flats": questions.NOT_A_NUMBER}),
        ({"gas": "no", "route": "5", "flats": "-20"}, {}),
    ],
)
def test_what_cannot_be_taken_is_told_by_question(given, wrong):
    assert questions.told((GAS, ROUTE, FLATS), given).wrong == wrong


def test_nothing_is_missing_while_somebody_still_answers():
    assert questions.told((GAS, ROUTE), {"route": "54"}, short=True).wrong == {}


def test_questions_are_stored_and_read_as_they_were():
    assert questions.read(questions.written((GAS, FLATS, ROUTE))) == (GAS, FLATS, ROUTE)


def test_a_word_falls_back_to_russian():
    assert questions.word(NAMES, "en") == "Smell now?"
    assert questions.word(NAMES, "tt") == "Пахнет сейчас?"


def test_the_starter_questions_belong_to_themes_and_can_be_answered():
    themes = {node.code for node in catalogue.categories() if not node.is_group}
    asked = {code for node in catalogue.categories() for code in (q.code for q in node.questions)}
    assert len(asked) > 15
    for node in catalogue.categories():
        for each in node.questions:
            assert each.kind in questions.KINDS
            assert set(each.names) == {"ru", "en", "tt"}
            assert (each.kind == questions.CHOICE) == bool(each.choices)
            # Somebody can always go on: not every answer ends the filing.
            assert not each.choices or any(choice.stop is None for choice in each.choices)
    assert catalogue.questions_of("gas_smell")[0].stops
    assert themes >= {"gas_smell", "wire_down"}
