"""Rules are rehearsed before they work, and work in their order."""

import pytest

from appeals.administration import rehearsal
from appeals.administration.rules import Draft, remove_rule, save_rule, shift_rule
from appeals.errors import BadInput
from appeals.models import Appeal, Category, RoutingRule, SettingChange
from tests import make
from tests.make import FRIDAY_NOON


@pytest.fixture
def lights(city):
    organisation = make.organisation("Горсвет")
    make.member(organisation)
    return organisation


def yard(**more) -> Appeal:
    return make.appeal(address="двор у школы", category="street_light", house_id=None, **more)


def draft(organisation=None, **conditions) -> Draft:
    conditions.setdefault("services", ("lighting",))
    return Draft(name="Фонари", organisation=organisation, **conditions)


def test_a_rule_leads_the_next_appeal(lights, administrator):
    save_rule(draft(lights), by=administrator, at=FRIDAY_NOON)

    assert yard().organisation == lights


def test_a_rehearsal_says_how_many_would_have_gone_elsewhere(lights, administrator):
    seen = [yard().number for _ in range(3)]
    make.appeal(address="двор", category="other")

    proposed = rehearsal.with_rule(
        RoutingRule(name="Фонари", organisation=lights, conditions=draft(lights).conditions())
    )
    told = rehearsal.rehearse(proposed, at=FRIDAY_NOON)

    assert (told.changed, told.total) == (3, 4)
    assert told.moved[0].after == "Горсвет"
    assert told.moved[0].before == ""
    assert set(told.moved[0].examples) == set(seen)
    assert not RoutingRule.objects.exists()


def test_a_rehearsal_leaves_out_what_the_matrix_decides(lights, administrator):
    house = make.house()
    make.serving(house, lights, "lighting")
    make.appeal(house_id=house.pk, category="street_light", address="")
    proposed = rehearsal.with_rule(
        RoutingRule(name="Фонари", conditions={"services": ["lighting"]})
    )

    assert rehearsal.rehearse(proposed, at=FRIDAY_NOON).total == 0


def test_a_rehearsal_asks_the_same_however_many_appeals(lights, django_assert_num_queries):
    for _ in range(5):
        yard()
    with django_assert_num_queries(3):
        rehearsal.rehearse([], at=FRIDAY_NOON)


def test_the_first_rule_wins_and_order_can_be_changed(lights, administrator):
    desk = save_rule(draft(None), by=administrator, at=FRIDAY_NOON)
    led = save_rule(draft(lights), by=administrator, at=FRIDAY_NOON)
    assert yard().organisation is None

    shift_rule(led.pk, up=True, by=administrator, at=FRIDAY_NOON)

    assert yard().organisation == lights
    shift_rule(led.pk, up=True, by=administrator, at=FRIDAY_NOON)
    assert list(RoutingRule.objects.values_list("pk", flat=True)) == [led.pk, desk.pk]


def test_a_rule_for_everything_is_refused(lights, administrator):
    with pytest.raises(BadInput) as refused:
        save_rule(Draft(name="Всё", organisation=lights), by=administrator, at=FRIDAY_NOON)

    assert "name" in refused.value.fields


def test_changes_of_rules_are_recorded_with_their_author(lights, administrator):
    rule = save_rule(draft(lights), by=administrator, at=FRIDAY_NOON)
    remove_rule(rule.pk, by=administrator, at=FRIDAY_NOON)

    lines = list(SettingChange.objects.order_by("id"))
    assert [line.actor_name for line in lines] == ["Ольга, администратор"] * 2
    assert lines[1].after == "удалено"


def test_the_screen_rehearses_without_saving(lights, seat):
    category = Category.objects.get(code="street_light")
    answer = seat.post(
        "/desk/settings/rules/new/",
        {"name": "Фонари", "categories": [category.pk], "organisation": lights.pk, "rehearse": "1"},
    )

    assert answer.status_code == 200
    assert "Пока ничего не изменено" in answer.content.decode()
    assert not RoutingRule.objects.exists()


def test_half_of_the_hours_is_asked_for(seat):
    answer = seat.post(
        "/desk/settings/rules/new/", {"name": "Ночь", "services": ["lighting"], "opens": "22:00"}
    )

    assert answer.status_code == 422
    assert "Укажите и начало, и конец" in answer.content.decode()
