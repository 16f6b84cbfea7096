"""The hall: a board that adds up, lists by key, a search that ignores filters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions
from appeals.desk import board, lists, paging
from appeals.insight import tallies
from appeals.models import Appeal
from tenants.accounts.models import User
from tests import make
from tests.conftest import FRIDAY_NOON


@pytest.fixture
def now():
    return timezone.now()


def test_an_overdue_appeal_stands_in_the_bay_of_overdue_ones_alone(dispatcher, city, now):
    late, fresh = make.appeal(at=FRIDAY_NOON), make.appeal(at=now)
    Appeal.objects.filter(pk=late.pk).update(next_clock_at=now - timedelta(hours=1))
    tallies.rebuild()

    bays = {
        filled.bay.name: filled
        for filled in board.fill(dispatcher, lists.standing(dispatcher), now)
    }

    assert [a.pk for a in bays["overdue"].rows] == [late.pk]
    assert [a.pk for a in bays["new"].rows] == [fresh.pk]
    assert (bays["overdue"].count, bays["new"].count) == (1, 1)


def test_many_overdue_ones_do_not_push_the_others_out_of_their_bay(dispatcher, city, now):
    for _ in range(board.STRIPS + 1):
        make.appeal(at=FRIDAY_NOON)
    Appeal.objects.update(next_clock_at=now - timedelta(hours=1))
    fresh = make.appeal(at=now)

    new = board.fill(dispatcher, lists.standing(dispatcher), now)[0]

    assert [a.pk for a in new.rows] == [fresh.pk]


def test_a_bay_tells_how_many_it_does_not_show(dispatcher, city, now):
    for _ in range(board.STRIPS + 3):
        make.appeal(at=now)
    tallies.rebuild()

    new = board.fill(dispatcher, lists.standing(dispatcher), now)[0]

    assert (len(new.rows), new.count, new.more) == (board.STRIPS, board.STRIPS + 3, 3)


def test_strict_control_is_called_back_before_the_longest_waiting(
    dispatcher, vodokanal, member, city, now
):
    first, second = (
        _resolved(vodokanal, member, dispatcher),
        _resolved(vodokanal, member, dispatcher),
    )
    Appeal.objects.filter(pk=second.pk).update(control_level=1)

    bay = board.fill(dispatcher, {}, now)[4]

    assert [a.pk for a in bay.rows] == [second.pk, first.pk]


def test_a_page_goes_on_after_the_last_row_even_where_clocks_are_missing(city):
    appeals = [make.appeal() for _ in range(5)]
    for number, appeal in enumerate(appeals[:3]):
        Appeal.objects.filter(pk=appeal.pk).update(
            next_clock_at=FRIDAY_NOON + timedelta(hours=number // 2)
        )
    Appeal.objects.filter(pk__in=[a.pk for a in appeals[3:]]).update(next_clock_at=None)
    seen, cursor = [], ""
    for _ in range(5):
        page = paging.page(Appeal.objects.all(), paging.NEXT_BREACH_FIRST, cursor, size=1)
        seen += [a.pk for a in page.rows]
        cursor = page.next

    assert seen == [a.pk for a in appeals]
    assert cursor == ""


@pytest.mark.parametrize(
    "cursor", ["x", "_", "-_x", "2026-13-01_5", "2026-11-01T00:00_5", "-_" + "9" * 30]
)
def test_a_cursor_made_elsewhere_begins_from_the_first_page(desk, cursor):
    make.appeal()

    answer = desk.get("/desk/hall/", {"view": "open", "after": cursor})

    assert answer.status_code == 200
    assert answer.context["page"].is_first


def test_a_number_is_found_whatever_list_is_open(desk, city):
    appeal = make.appeal(at=timezone.now())

    for typed in (
        appeal.number,
        appeal.latin_number.lower(),
        f"№ {appeal.serial}",
        str(appeal.serial),
    ):
        answer = desk.get("/desk/hall/", {"q": typed, "view": "strict"})
        assert answer.status_code == 302
        assert f"appeal={appeal.latin_number}" in answer["Location"]


def test_an_address_finds_every_appeal_of_the_house(desk, city):
    house = make.house("ул. Ладожская, 97")
    appeal = make.appeal(house_id=house.pk)

    answer = desk.get("/desk/hall/", {"q": "ладожская 97"})

    assert [a.pk for a in answer.context["page"].rows] == [appeal.pk]


def test_nothing_found_says_what_to_type(desk):
    assert "Наберите номер целиком" in desk.get("/desk/hall/", {"q": "нигде"}).text


def test_an_appeal_is_shown_beside_the_list(desk, city):
    appeal = make.appeal(text="Течёт кран во дворе")

    page = desk.get("/desk/hall/", {"appeal": appeal.latin_number})

    assert "Течёт кран во дворе" in page.text
    assert appeal.number in page.text
    assert "Такого обращения нет" in desk.get("/desk/hall/", {"appeal": "PNZ-2026-999999"}).text


def test_new_rows_are_counted_and_not_moved(desk, city):
    before = timezone.now() - timedelta(minutes=1)
    make.appeal(at=timezone.now())
    asked = {"partial": "news", "since": before.isoformat(), "view": "unassigned"}

    assert "Показать 1 новое" in desk.get("/desk/hall/", asked).text
    assert desk.get("/desk/hall/", asked | {"since": "вчера"}).text.strip() == ""


def test_the_board_costs_seven_statements_and_six_while_the_counters_are_fresh(
    desk, city, statements
):
    for _ in range(12):
        make.appeal(at=timezone.now())

    with statements(7):
        assert desk.get("/desk/hall/").status_code == 200
    with statements(6):
        assert desk.get("/desk/hall/").status_code == 200


def test_a_list_of_fifty_costs_seven_statements(desk, city, statements):
    for _ in range(60):
        make.appeal(at=timezone.now())

    with statements(7):
        page = desk.get("/desk/hall/", {"view": "open"}).context["page"]

    assert len(page.rows) == 50
    assert page.next


def test_a_list_of_several_states_is_in_one_order_page_by_page(city, dispatcher):
    appeals = [make.appeal() for _ in range(6)]
    for number, appeal in enumerate(appeals):
        Appeal.objects.filter(pk=appeal.pk).update(
            status="returned" if number % 2 else "registered",
            next_clock_at=FRIDAY_NOON + timedelta(hours=number) if number < 4 else None,
        )
    view = lists.HALL.chosen("unassigned")
    seen, cursor = [], ""
    for _ in range(3):
        page = paging.page(
            view.rows(Appeal.objects.all(), FRIDAY_NOON), view.order, cursor, size=2, each=view.each
        )
        seen += [a.pk for a in page.rows]
        cursor = page.next

    assert seen == [a.pk for a in appeals]


def test_a_bay_tells_the_age_of_its_oldest(dispatcher, city, now):
    make.appeal(at=now - timedelta(minutes=111))
    make.appeal(at=now - timedelta(minutes=5))
    late = make.appeal(at=now - timedelta(days=3))
    Appeal.objects.exclude(pk=late.pk).update(next_clock_at=now + timedelta(hours=1))
    Appeal.objects.filter(pk=late.pk).update(next_clock_at=now - timedelta(minutes=51))

    new, *_, overdue = board.fill(dispatcher, {}, now)

    assert new.oldest == timedelta(minutes=111)
    assert overdue.oldest == timedelta(minutes=51)


def test_the_rail_tells_ones_own_the_sectors_and_the_city_now(desk, city):
    person = User.objects.get(name="Нина, диспетчер")
    mine, other = make.appeal(at=timezone.now()), make.appeal(at=timezone.now())
    Appeal.objects.filter(pk=mine.pk).update(operator_id=person.pk)

    page = desk.get("/desk/hall/", {"view": "mine"})

    assert [row.pk for row in page.context["page"].rows] == [mine.pk]
    assert "Сейчас в городе" in page.text
    (industry,) = page.context["pulse"].industries
    assert industry.count == 2
    rows = desk.get("/desk/hall/", {"view": industry.view}).context["page"].rows
    assert {row.pk for row in rows} == {mine.pk, other.pk}


def test_a_board_that_stands_open_takes_counters_and_what_has_come(desk, city):
    before = timezone.now() - timedelta(minutes=1)
    make.appeal(at=timezone.now())

    part = desk.get("/desk/hall/", {"partial": "board", "since": before.isoformat()}).text

    assert "Показать 1 новое" in part
    assert 'data-bay="overdue"' in part
    assert "<html" not in part


def test_the_number_of_a_house_is_never_cut(desk, city):
    make.appeal(house_id=make.house("ул. Ладожская, 97").pk, at=timezone.now())

    assert '<span class="cut">ул. Ладожская</span><span>, 97</span>' in desk.get("/desk/hall/").text


def _resolved(vodokanal, member, dispatcher):
    appeal = make.appeal()
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)
    return actions.resolve(appeal.pk, report="Сделано", by=member, at=FRIDAY_NOON)
