"""Problem points: the rule, its history, and that counting by pieces is counting at once."""

from copy import copy
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeals import actions
from appeals.insight import problem_points
from appeals.models import Appeal, Category, Event, House, ProblemPoint, ProblemPointRecord
from tests import make
from tests.make import FRIDAY_NOON

DAY = timedelta(days=1)


@pytest.fixture
def house(city):
    return make.house()


def told(house=None, *, days_ago=0, theme="lift", **fields):
    """An appeal of some days ago, and the rule that looks at it."""
    if house is not None:
        fields["house_id"] = house.pk
    at = FRIDAY_NOON - days_ago * DAY
    filed = make.appeal(category=theme, at=at, **fields)
    problem_points.watch([filed.pk], at=FRIDAY_NOON)
    return filed


def reopened(appeal, *, days_ago=0):
    """The journal says that it came back; hashes are not what is tried here."""
    sequence = appeal.events.count() + 1
    Event.objects.create(
        appeal=appeal, sequence=sequence, kind="reopen", status_to="reopened", hash=b"0",
        at=FRIDAY_NOON - days_ago * DAY, actor_role="applicant",
    )  # fmt: skip
    Appeal.objects.filter(pk=appeal.pk).update(reopened_count=sequence)
    problem_points.watch([appeal.pk], at=FRIDAY_NOON)


def test_three_of_one_theme_at_one_house_open_a_point(house):
    told(house, days_ago=80)
    told(house, days_ago=40)
    assert not ProblemPoint.objects.exists()
    told(house, days_ago=40, theme="chute")
    told(house, days_ago=1)

    point = ProblemPoint.objects.get()

    assert (point.house, point.category.code, point.cases) == (house, "lift", 3)
    assert (point.address, point.district) == (house.address, house.district)
    assert [record.kind for record in point.records.all()] == ["opened"]


def test_two_reopenings_open_a_point(house):
    appeal = told(house, days_ago=200)
    reopened(appeal, days_ago=100)
    reopened(appeal, days_ago=20)
    assert not ProblemPoint.objects.exists()
    reopened(appeal)

    assert (ProblemPoint.objects.get().cases, ProblemPoint.objects.get().reopens) == (0, 2)


def test_without_a_house_a_square_of_the_map_is_the_place(city):
    make.house("ул. Попова, 5")
    for shift in (0, 0.0001, 0.0002):
        told(latitude=53.2 + shift, longitude=45.0, theme="pothole")
    told(latitude=53.3, longitude=45.0, theme="pothole")

    point = ProblemPoint.objects.get()

    assert point.house is None
    assert (point.cases, point.address) == (3, "ул. Попова, 5")


@pytest.mark.parametrize(
    "fields", [{"is_public": False}, {"status": "rejected"}, {"status": "duplicate"}]
)
def test_what_nobody_sees_or_nobody_confirmed_does_not_count(house, fields):
    told(house)
    told(house)
    filed = make.appeal(category="lift", house_id=house.pk)
    closed = {"closed_at": FRIDAY_NOON} if "status" in fields else {}
    Appeal.objects.filter(pk=filed.pk).update(**fields, **closed)
    problem_points.watch([filed.pk], at=FRIDAY_NOON)

    assert not ProblemPoint.objects.exists()


def test_other_troubles_have_no_theme_in_common(house):
    for _ in range(4):
        told(house, theme="other")

    assert not ProblemPoint.objects.exists()


def test_calls_of_one_incident_are_one_trouble(house):
    first, *_ = [told(house, theme="heating_off"), told(house, theme="heating_off")]
    incident = actions.open_incident(
        category=Category.objects.get(code="heating_off"),
        title="Прорыв",
        house_ids=[house.pk],
        appeal_ids=list(Appeal.objects.values_list("pk", flat=True)),
        by=make.DISPATCHER,
        at=FRIDAY_NOON,
    )
    told(house, theme="heating_off")

    seen = problem_points.measured(at=FRIDAY_NOON)[house.pk, first.category_id]
    assert Appeal.objects.filter(incident=incident).count() == 2
    assert seen.cases == 2


def test_a_point_falls_silent_and_waits_and_is_heard_again(house):
    for days_ago in (80, 2, 1):
        told(house, days_ago=days_ago)
    later = FRIDAY_NOON + 30 * DAY

    problem_points.recount(at=later)

    point = ProblemPoint.objects.get()
    assert (point.cases, point.quiet_since, point.closed_at) == (2, later, None)
    filed = make.appeal(category="lift", house_id=house.pk, at=later)
    problem_points.watch([filed.pk], at=later)
    point.refresh_from_db()
    assert (point.cases, point.quiet_since) == (3, None)
    assert [record.kind for record in point.records.all()] == ["opened", "quiet", "loud"]


def test_counting_again_changes_nothing(house):
    appeals = [told(house) for _ in range(4)]
    before = ProblemPoint.objects.values().get(), ProblemPointRecord.objects.count()

    problem_points.watch([appeal.pk for appeal in appeals], at=FRIDAY_NOON + DAY)
    problem_points.recount(at=FRIDAY_NOON + DAY)

    assert (ProblemPoint.objects.values().get(), ProblemPointRecord.objects.count()) == before


def test_a_theme_changed_takes_the_trouble_to_another_point(house, vodokanal):
    appeals = [told(house) for _ in range(3)]
    moved = actions.assign(
        appeals[0].pk,
        organisation=vodokanal,
        category=Category.objects.get(code="chute"),
        by=make.DISPATCHER,
        at=FRIDAY_NOON,
    )

    problem_points.watch([moved.pk], at=FRIDAY_NOON)

    assert ProblemPoint.objects.get().cases == 2
    assert ProblemPoint.objects.get().quiet_since == FRIDAY_NOON


trouble = st.tuples(
    st.integers(0, 1),  # the house
    st.sampled_from(["lift", "chute"]),
    st.integers(0, 120),  # days ago
    st.integers(0, 2),  # reopenings
    st.sampled_from([True, True, True, False]),  # public
)


def written(one, house, theme, days_ago, reopens, is_public, serial):
    """An appeal and its reopenings as rows, however they came about."""
    at = FRIDAY_NOON - days_ago * DAY
    row = copy(one)
    row.pk, row.serial, row.tracking_code = None, serial, f"code {serial}"
    row.house, row.category, row.is_public = house, theme, is_public
    row.registered_at, row.reopened_count = at, reopens
    row.save(force_insert=True)
    Event.objects.bulk_create(
        Event(
            appeal=row, sequence=number, kind="reopen", status_to="reopened", hash=b"0",
            at=at + number * days_ago * DAY / 3, actor_role="applicant",
        )
        for number in range(1, reopens + 1)
    )  # fmt: skip
    return row.pk


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(trouble, min_size=1, max_size=6), min_size=2, max_size=4))
def test_counting_by_pieces_is_counting_at_once(city, batches):
    one = make.appeal()
    themes = {theme.code: theme for theme in Category.objects.filter(code__in=["lift", "chute"])}
    place = House.objects.count()
    houses = [make.house(f"ул. Попова, {place + number}") for number in range(2)]
    serial = 1000 * Appeal.objects.count() + 1000
    for batch in batches:
        serial += len(batch)
        ids = [
            written(one, houses[number], themes[theme], *rest, serial - place)
            for place, (number, theme, *rest) in enumerate(batch)
        ]
        problem_points.watch(ids, at=FRIDAY_NOON)

    seen = problem_points.measured(at=FRIDAY_NOON)
    points = {(p.place, p.category_id): p for p in ProblemPoint.objects.filter(house__in=houses)}
    nothing = problem_points.Measured(0, 0)
    for key, point in points.items():
        found = seen.get(key, nothing)
        assert (point.cases, point.reopens) == (found.cases, found.reopens)
        assert (point.quiet_since is None) == found.is_loud
    mine = {house.pk for house in houses}
    assert {key for key, one in seen.items() if one.is_loud and key[0] in mine} <= points.keys()
    before = list(ProblemPoint.objects.order_by("pk").values())
    problem_points.recount(at=FRIDAY_NOON)
    assert list(ProblemPoint.objects.order_by("pk").values()) == before
