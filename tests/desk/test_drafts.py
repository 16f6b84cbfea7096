"""A closed tab loses nothing: the card waits for its operator, and for nobody else."""

import pytest

from appeals.models import Appeal, Draft
from tests import make
from tests.desk.conftest import browser
from tests.desk.test_calling import CARD

DRAFT = "/desk/new/draft/"


@pytest.fixture
def kept(desk, city):
    desk.post(DRAFT, CARD | {"address": "у сквера", "key": "one"})
    return Draft.objects.get()


def test_what_is_typed_is_kept_and_continued_by_one_key(desk, kept):
    blank = desk.get("/desk/new/").text
    assert "Есть незаконченная карточка" in blank
    assert 'data-key="F8"' in blank

    card = desk.get("/desk/new/", {"draft": "one"}).text

    assert 'value="у сквера"' in card
    assert 'name="key" value="one"' in card
    assert "незаконченная" not in card


def test_nobody_else_sees_it(kept):
    other = browser(make.user("dispatcher", name="Олег"))

    assert "незаконченная" not in other.get("/desk/new/").text
    assert "у сквера" not in other.get("/desk/new/", {"draft": "one"}).text


def test_a_saved_card_leaves_no_draft(desk, kept):
    desk.post("/desk/new/", CARD | {"address": "у сквера", "key": "one"})
    assert not Draft.objects.exists()

    # A last save of the page may come after the card itself.
    desk.post(DRAFT, CARD | {"key": "one"})
    assert not Draft.objects.exists()


def test_a_refused_card_keeps_its_draft(desk, kept):
    assert desk.post("/desk/new/", CARD | {"address": "", "key": "one"}).status_code == 422
    assert Draft.objects.get() == kept


def test_a_joined_card_leaves_no_draft(desk, kept):
    first = make.appeal()

    desk.post("/desk/new/", CARD | {"key": "one", "join": first.latin_number})

    assert not Draft.objects.exists()


def test_an_unwanted_card_is_thrown_away(desk, kept):
    assert desk.post("/desk/new/draft/drop/", {"key": "one"}).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "card", [{"key": "one"}, {"name": "Анна"}, {"name": "a\x00", "key": "x"}, {"key": "\x00"}]
)
def test_nothing_worth_keeping_is_not_kept(desk, city, card):
    answer = desk.post(DRAFT, card)

    assert answer.status_code == 200
    assert "Черновик сохранён" not in answer.text
    assert not Draft.objects.exists()


def test_the_operator_is_whoever_is_signed_in_whatever_is_posted(desk, city):
    desk.post(
        "/desk/new/",
        CARD | {"address": "у сквера", "operator": "1", "operator_id": "1", "by": "1"},
    )

    appeal = Appeal.objects.get()
    assert appeal.operator_id not in (None, 1)
    assert appeal.events.first().actor_name == "Нина, диспетчер"


def test_words_left_out_are_the_themes_name(desk, city):
    desk.post(
        "/desk/new/", CARD | {"address": "у сквера", "text": " ", "category": "cold_water_off"}
    )

    assert Appeal.objects.get().text == "Нет холодной воды"
