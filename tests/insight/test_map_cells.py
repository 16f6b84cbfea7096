"""The map's counts are what a count of all appeals says, at every zoom, for every filter."""

from datetime import date, timedelta

import pytest
from django.db import connection

from appeals import workflow
from appeals.insight.map import checking, counting, finding, folding, grid
from appeals.insight.map.choice import COLOURS, Choice
from appeals.models import Appeal, Category, MapCell, MapDelta
from appeals.places import morton
from appeals.tiles import Window
from appeals.workflow import Colour, Status
from tests import make
from tests.make import FRIDAY_NOON

TODAY = FRIDAY_NOON.date()
HERE = (53.2, 45.0)
CITY = Window.across(*HERE, 10, (1045, 736))


def at(latitude: float, longitude: float, **fields) -> Appeal:
    return make.appeal(latitude=latitude, longitude=longitude, **fields)


def set_straight(appeal: Appeal, **fields) -> None:
    """As a hand in the database would; the triggers see it like everything else."""
    Appeal.objects.filter(pk=appeal.pk).update(**fields)


def seen(choice: Choice | None = None, window: Window = CITY) -> tuple[int, int, int]:
    level = grid.level_at(window.zoom)
    groups = counting.groups(window.ranges(), level, choice or Choice())
    return (
        sum(group.red for group in groups),
        sum(group.green for group in groups),
        sum(group.strict for group in groups),
    )


@pytest.fixture(params=["pending", "folded"])
def settle(request):
    """Each promise holds before the deltas are folded and after."""
    return (lambda: folding.fold(at=FRIDAY_NOON)) if request.param == "folded" else lambda: None


def test_an_appeal_appears_red_turns_green_and_goes(city, settle):
    appeal = at(*HERE)
    settle()
    assert seen() == (1, 0, 0)

    set_straight(appeal, status=Status.RESOLVED)
    settle()
    assert seen() == (0, 1, 0)

    set_straight(appeal, status=Status.REJECTED, closed_at=FRIDAY_NOON)
    settle()
    assert seen() == (0, 0, 0)
    assert checking.differences(at=FRIDAY_NOON) == 0


def test_hiding_moving_and_renaming_are_seen_too(city, settle):
    hidden, moved, renamed = at(*HERE), at(*HERE), at(*HERE)
    other = Category.objects.exclude(pk=renamed.category_id).filter(is_group=False)[0]
    settle()

    set_straight(hidden, is_public=False)
    set_straight(moved, latitude=55.8, longitude=49.1, qk=morton(55.8, 49.1))
    set_straight(renamed, category_id=other.pk)
    settle()

    assert seen() == (1, 0, 0)
    assert seen(Choice(categories=(other.pk,))) == (1, 0, 0)
    assert seen(window=Window.across(55.8, 49.1, 10, (1045, 736))) == (1, 0, 0)
    assert checking.differences(at=FRIDAY_NOON) == 0


def test_whatever_writes_or_deletes_appeals_is_seen(city, settle):
    copy = at(*HERE)
    copy.pk, copy.serial, copy.tracking_code, copy.intake_key = None, 900_001, "a copy", None
    Appeal.objects.bulk_create([copy])
    settle()
    assert seen() == (2, 0, 0)

    copies = Appeal.objects.filter(tracking_code="a copy")
    copies._raw_delete(copies.db)
    settle()

    assert seen() == (1, 0, 0)
    assert checking.differences(at=FRIDAY_NOON) == 0


def test_strict_control_is_counted_among_the_red(city, settle):
    appeal = at(*HERE)
    at(*HERE)
    set_straight(appeal, control_level=1)
    settle()
    assert seen() == (2, 0, 1)
    assert seen(Choice(strict=True)) == (1, 0, 1)

    set_straight(appeal, status=Status.RESOLVED)
    settle()
    assert seen(Choice(strict=True)) == (0, 0, 0)


def test_what_nobody_sees_on_the_map_leaves_no_delta(city):
    appeal = at(*HERE)
    MapDelta.objects.all().delete()

    set_straight(appeal, status=Status.ACCEPTED, organisation=make.organisation())
    set_straight(appeal, heeded_at=FRIDAY_NOON, version=7)

    assert not MapDelta.objects.exists()


def test_every_zoom_and_filter_counts_what_sql_counts(city):
    plant()
    folding.fold(at=FRIDAY_NOON)
    set_straight(Appeal.objects.order_by("pk")[3], status=Status.RESOLVED)  # one not folded yet
    themes = tuple(Appeal.objects.values_list("category_id", flat=True).distinct().order_by("pk"))
    choices = [
        Choice(categories=categories, since=since, colours=colours, strict=strict)
        for categories in ((), themes[:1], themes)
        for since in (None, date(TODAY.year, 1, 1), TODAY - timedelta(29), TODAY)
        for colours in (COLOURS, (Colour.RED,), (Colour.GREEN,))
        for strict in (False, True)
    ]
    for zoom in range(8, 19):
        window = Window.across(*HERE, zoom, (1045, 736))
        for choice in choices if zoom in (10, 16) else choices[:1]:
            counted = finding._chosen(choice).filter(finding._inside(window.ranges()))
            assert sum(seen(choice, window)[:2]) == counted.count(), (zoom, choice)
    assert checking.differences(at=FRIDAY_NOON) == 0


def plant() -> None:
    """Some around the middle, of two themes, of this week, this year and last year."""
    themes = Category.objects.for_filing()
    for number in range(24):
        appeal = at(53.2 + number % 5 * 0.003, 45.0 + number // 5 * 0.004)
        set_straight(
            appeal,
            category_id=themes[number % 2].pk,
            registered_at=FRIDAY_NOON - timedelta(days=(0, 5, 40, 400)[number % 4]),
            status=(Status.REGISTERED, Status.RESOLVED, Status.REOPENED)[number % 3],
            control_level=int(number % 3 == 2),
        )


def test_a_group_stands_where_its_appeals_are(city):
    at(53.2001, 45.0002)
    at(53.2003, 45.0004)

    (group,) = counting.groups(CITY.ranges(), 12, Choice())

    x, y = (group.x * 256 * 2**18, group.y * 256 * 2**18)
    assert (group.red, group.green) == (2, 0)
    assert x == pytest.approx((45.0003 + 180) / 360 * 256 * 2**18, abs=3)
    assert y > 0


def test_a_day_begins_by_the_citys_clock(city):
    appeal = at(*HERE)
    set_straight(appeal, registered_at=FRIDAY_NOON.replace(hour=21, minute=30))  # 00:30 in Пенза
    tomorrow = Choice(since=TODAY + timedelta(days=1))

    assert seen(tomorrow) == (1, 0, 0)
    folding.fold(at=FRIDAY_NOON + timedelta(days=1))
    assert seen(tomorrow) == (1, 0, 0)


def test_folding_takes_each_delta_once_and_never_twice_at_a_time(city):
    at(*HERE)
    assert folding.fold(at=FRIDAY_NOON) == 1
    assert folding.fold(at=FRIDAY_NOON) == 0
    assert not MapDelta.objects.exists()
    assert seen() == (1, 0, 0)


def test_a_rebuild_forgets_what_was_wrong_and_keeps_what_waits(city):
    at(*HERE)
    folding.fold(at=FRIDAY_NOON)
    MapCell.objects.filter(level=14).update(red=5)
    assert checking.differences(at=FRIDAY_NOON) > 0

    folding.rebuild(at=FRIDAY_NOON)

    assert checking.differences(at=FRIDAY_NOON) == 0
    assert seen() == (1, 0, 0)


def test_old_days_go_and_years_stay(city):
    at(*HERE)
    folding.fold(at=FRIDAY_NOON)
    later = FRIDAY_NOON + timedelta(days=grid.RECENT_DAYS + 1)

    assert folding.forget_old_days(at=later) > 0
    assert not MapCell.objects.filter(grain="day").exists()
    assert seen() == (1, 0, 0)
    assert checking.differences(at=later) == 0


def test_the_database_knows_the_same_colours_and_columns(city):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s, map_colour(s) FROM unnest(%s::text[]) s", [[s.value for s in Status]]
        )
        assert all(workflow.colour(status) == colour for status, colour in cursor.fetchall())
        cursor.execute("SELECT map_column(%s), map_column(%s >> 1)", [morton(*HERE)] * 2)
        x, y = cursor.fetchone()
    assert x == int((HERE[1] + 180) / 360 * 2**24)
    assert 0 < y < 2**24


def test_the_latest_of_a_rectangle_page_by_page(city, monkeypatch):
    plant()
    level = grid.level_at(10)
    wanted = [row.pk for row in finding._chosen(Choice()).order_by("-status_at", "-id")]
    for walked in (finding.WALKED, 0):  # by the index of places, along the feed
        monkeypatch.setattr(finding, "WALKED", walked)
        first = finding.latest(CITY.ranges(), level, Choice(), 10)
        last = first[-1]
        after = finding.After(last.status_at, last.pk)
        second = finding.latest(CITY.ranges(), level, Choice(), 10, after)
        assert [row.pk for row in [*first, *second]] == wanted[:20]


def test_a_rare_theme_is_found_by_its_squares(city, monkeypatch):
    plant()
    monkeypatch.setattr(finding, "WALKED", 0)
    monkeypatch.setattr(finding, "_FEED", 0)
    theme = Appeal.objects.order_by("pk")[0].category_id

    found = finding.latest(CITY.ranges(), 12, Choice(categories=(theme,)), 10)

    assert found
    assert {row.category_id for row in found} == {theme}
