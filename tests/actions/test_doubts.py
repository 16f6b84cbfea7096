import pytest

from appeals import actions
from appeals.actions.watch import archive_confirmed
from appeals.errors import RefusedMove
from appeals.models import Policy
from tenants.accounts.actor import ANONYMOUS
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, hours


@pytest.fixture
def finished(city, vodokanal, member):
    house = make.house()
    make.serving(house, vodokanal)
    appeal = make.appeal(house_id=house.pk, category="cold_water_off")
    actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)
    actions.resolve(
        appeal.pk, report="Воду дали", cause="unknown", by=member, at=FRIDAY_NOON + hours(1)
    )
    return appeal


def say(appeal, *who):
    for name in who:
        actions.doubt(
            appeal.pk, origin=actions.Origin(browser=name), by=ANONYMOUS, at=FRIDAY_NOON + hours(2)
        )
    appeal.refresh_from_db()


def test_several_neighbours_call_the_desk_and_one_who_repeats_does_not(finished):
    say(finished, "a", "a", "b", "a")
    assert (finished.doubt_count, finished.doubted_at) == (2, None)

    say(finished, "c", "d")

    assert finished.doubt_count == 4
    assert finished.doubted_at == FRIDAY_NOON + hours(2)
    told = finished.events.get(kind="doubt")
    assert told.is_public
    assert told.details["count"] == 3


def test_what_is_doubted_is_not_put_away_before_the_desk_has_looked(finished):
    actions.confirm(finished.pk, by=DISPATCHER, at=FRIDAY_NOON + hours(1))
    say(finished, "a", "b", "c")

    assert archive_confirmed(at=FRIDAY_NOON + hours(100)) == 0

    actions.trust(finished.pk, words="Кран открыли", by=DISPATCHER, at=FRIDAY_NOON + hours(99))
    assert archive_confirmed(at=FRIDAY_NOON + hours(100)) == 1


def test_reopening_begins_the_count_anew(finished):
    say(finished, "a", "b", "c")

    actions.reopen(finished.pk, reason="Соседи правы", by=DISPATCHER, at=FRIDAY_NOON + hours(3))

    finished.refresh_from_db()
    assert (finished.doubt_count, finished.doubted_at) == (0, None)
    say(finished, "a")
    assert finished.doubt_count == 1


def test_how_many_neighbours_it_takes_is_the_citys_to_say(finished):
    Policy.objects.create(pk=1, doubts_to_check=1)

    say(finished, "a")

    assert finished.doubted_at is not None


def test_a_closed_appeal_takes_no_doubts(finished):
    actions.confirm(finished.pk, by=DISPATCHER, at=FRIDAY_NOON + hours(1))
    actions.archive(finished.pk, by=DISPATCHER, at=FRIDAY_NOON + hours(2))

    with pytest.raises(RefusedMove, match="сообщите о ней заново"):
        say(finished, "a")
