"""A city shortens a term freely and lengthens it with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from appeals.actions import clocks
from appeals.administration.topics import Chosen, Topic, set_topic, words_of
from appeals.errors import BadInput
from appeals.models import Category, SettingChange
from tests import make
from tests.make import FRIDAY_NOON, hours

TODAY = date(2026, 11, 20)


def theme(code: str = "cold_water_off") -> Category:
    return Category.objects.get(code=code)


def as_it_is(category: Category) -> Topic:
    return Topic(
        name=category.name,
        is_active=True,
        has_callbacks=True,
        needs_photos=False,
        needs_cause=False,
        alarm_minutes=category.alarm_minutes,
        keywords=tuple(category.keywords),
        terms={clock: Chosen(key=key) for clock, key in category.terms.items()},
    )


def with_accept(category: Category, span: str, reason: str = "") -> Topic:
    topic = as_it_is(category)
    return replace(topic, terms={**topic.terms, "accept": Chosen(span=span)}, reason=reason)


@pytest.fixture
def water(city) -> Category:
    return Category.objects.filter(terms__has_key="accept", is_group=False, is_emergency=False)[0]


def test_a_shorter_term_needs_no_reason_and_starts_new_clocks(water, administrator):
    set_topic(water.pk, with_accept(water, "5m"), by=administrator, at=FRIDAY_NOON)

    appeal = make.appeal(category=water.code)

    assert appeal.accept_by == appeal.registered_at + hours(5 / 60)
    assert appeal.terms["accept"]["source"] == "решение города"


def test_a_longer_term_without_a_reason_is_refused_and_nothing_changes(water, administrator):
    with pytest.raises(BadInput) as refused:
        set_topic(water.pk, with_accept(water, "30d"), by=administrator, at=FRIDAY_NOON)

    assert set(refused.value.fields) == {"reason"}
    assert theme(water.code).terms == water.terms
    assert not SettingChange.objects.exists()


def test_the_reason_of_a_longer_term_is_its_source(water, administrator):
    topic = with_accept(water, "30d", reason="постановление № 5")

    set_topic(water.pk, topic, by=administrator, at=FRIDAY_NOON)

    term = clocks.terms_of(theme(water.code), TODAY).accept
    assert term.source == "решение города: постановление № 5"
    assert SettingChange.objects.get().reason == "постановление № 5"


def test_a_term_once_shortened_is_compared_with_the_published_one(water, administrator):
    set_topic(water.pk, with_accept(water, "5m"), by=administrator, at=FRIDAY_NOON)
    published = clocks.terms_of(water, TODAY).accept.span

    set_topic(water.pk, with_accept(water, "6m"), by=administrator, at=FRIDAY_NOON)
    assert clocks.terms_of(theme(water.code), TODAY).accept.span.amount == 6

    longer = f"{published.amount + 1}{published.unit}"
    with pytest.raises(BadInput):
        set_topic(water.pk, with_accept(water, longer), by=administrator, at=FRIDAY_NOON)


def test_taking_a_term_away_needs_a_reason(water, administrator):
    topic = as_it_is(water)
    topic = replace(topic, terms={**topic.terms, "accept": Chosen()})

    with pytest.raises(BadInput) as refused:
        set_topic(water.pk, topic, by=administrator, at=FRIDAY_NOON)

    assert "reason" in refused.value.fields


@pytest.mark.parametrize("span", ["0m", "-1h", "m", "1y", "100000d"])
def test_a_length_nobody_can_read_is_named_at_its_field(water, administrator, span):
    with pytest.raises(BadInput) as refused:
        set_topic(water.pk, with_accept(water, span), by=administrator, at=FRIDAY_NOON)

    assert "accept" in refused.value.fields


def test_the_theme_for_everything_else_cannot_be_switched_off(administrator, city):
    other = theme(Category.OTHER)

    with pytest.raises(BadInput):
        set_topic(
            other.pk, replace(as_it_is(other), is_active=False), by=administrator, at=FRIDAY_NOON
        )


def test_keywords_are_taken_once_each_from_commas_and_lines():
    assert words_of("Вода, труба\nвода,, ") == ("вода", "труба")


def test_the_screen_keeps_what_was_typed_when_a_reason_is_missing(water, seat):
    answer = seat.post(
        f"/desk/settings/topics/{water.code}/",
        {
            "name": "Нет воды совсем",
            "is_active": "on",
            "alarm_minutes": "15",
            "keywords": "вода",
            "accept": "own",
            "accept_amount": "90",
            "accept_unit": "d",
            **{clock: key for clock, key in water.terms.items() if clock != "accept"},
        },
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Нет воды совсем" in page
    assert 'value="90"' in page
    assert "Напишите основание" in page
    assert theme(water.code).names == water.names


def test_the_list_of_themes_asks_the_database_little(seat, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert seat.get("/desk/settings/topics/").status_code == 200
