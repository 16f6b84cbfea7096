"""A problem point is closed by cause and measure alone; what was told before is answered then."""

from datetime import date

import pytest

from appeals import actions
from appeals.errors import BadInput, NoPoint, NotAllowed, RefusedMove, Stale
from appeals.insight import problem_points
from appeals.models import HouseFact, ProblemPoint
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, RESIDENT, hours

MEASURE = "Заменили кабину и канат"
ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=902, name="Ольга")


def thrice(house, *, at=FRIDAY_NOON):
    """The rule sees a lift that stops three times."""
    appeals = [make.appeal(house_id=house.pk, category="lift", at=at) for _ in range(3)]
    problem_points.watch([appeal.pk for appeal in appeals], at=at)


@pytest.fixture
def point(city):
    thrice(make.house())
    return ProblemPoint.objects.get()


LATER = FRIDAY_NOON + hours(1)


def close(point, *, by=DISPATCHER, at=LATER, **fields):
    fields = {"cause": "lift_fault", "measure": MEASURE, **fields}
    return actions.close_point(point.pk, by=by, at=at, **fields)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"cause": ""}, {"cause"}),
        ({"measure": "  "}, {"measure"}),
        ({"cause": "", "measure": ""}, {"cause", "measure"}),
        ({"cause": "nonsense"}, {"cause"}),
        ({"cause": "unknown"}, {"cause"}),
        ({"measure": "да"}, {"measure"}),
        ({"measure": "Сделаем {срок}"}, {"measure"}),
    ],
)
def test_without_cause_and_measure_nothing_is_closed(point, fields, wrong):
    with pytest.raises(BadInput) as refused:
        close(point, **fields)

    assert set(refused.value.fields) == wrong
    point.refresh_from_db()
    assert not point.is_closed
    assert point.records.count() == 1


def test_closing_tells_cause_and_measure_and_keeps_the_history(point):
    actions.explain_point(point.pk, cause="lift_fault", by=DISPATCHER, at=FRIDAY_NOON)
    closed = close(point, measure_date=date(2026, 12, 15), version=1)

    assert closed.closed_at == LATER
    last = point.records.last()
    assert [record.kind for record in point.records.all()] == ["opened", "explained", "closed"]
    assert (last.measure, last.actor_name, last.cases) == (MEASURE, DISPATCHER.name, 3)
    with pytest.raises(RefusedMove):
        close(point)


def test_what_comes_back_after_closing_is_a_new_point(point):
    house = point.house
    close(point)
    problem_points.recount(at=FRIDAY_NOON + hours(2))
    assert ProblemPoint.objects.count() == 1

    thrice(house, at=FRIDAY_NOON + hours(24))

    again = ProblemPoint.objects.open().get()
    assert (again.cases, again.cause) == (3, "")
    assert ProblemPoint.objects.count() == 2


def test_others_tell_nothing_and_the_stale_are_told_so(point, member):
    for by in (member, RESIDENT):
        with pytest.raises(NotAllowed):
            close(point, by=by)
    with pytest.raises(Stale):
        close(point, version=7)
    with pytest.raises(NoPoint):
        actions.close_point(0, cause="", measure="", by=DISPATCHER, at=FRIDAY_NOON)
    with pytest.raises(BadInput):
        actions.explain_point(point.pk, by=DISPATCHER, at=FRIDAY_NOON)


def test_a_fact_is_told_with_its_source_and_replaces_the_one_before(city):
    house = make.house()
    told = {"field": "walls", "source": "Обследование", "told_date": date(2026, 11, 1)}

    actions.tell_fact(house, **told, value="", by=ADMINISTRATOR, at=FRIDAY_NOON)
    actions.tell_fact(house, **told, value=" Кирпич ", by=ADMINISTRATOR, at=FRIDAY_NOON)

    assert HouseFact.objects.get().value == "Кирпич"
    for wrong in ({"field": "owner"}, {"source": " "}, {"told_date": date(2027, 1, 1)}):
        with pytest.raises(BadInput):
            actions.tell_fact(
                house, **{**told, **wrong}, value="", by=ADMINISTRATOR, at=FRIDAY_NOON
            )
    with pytest.raises(NotAllowed):
        actions.tell_fact(house, **told, value="", by=DISPATCHER, at=FRIDAY_NOON)
