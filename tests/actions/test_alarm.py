"""The sound of the hall: what nobody accepted in its theme's minutes, until somebody heeds it."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.errors import RefusedMove
from appeals.insight import alarms
from appeals.models import Category
from tests import make
from tests.conftest import FRIDAY_NOON


def minutes(number):
    return FRIDAY_NOON + timedelta(minutes=number)


@pytest.fixture
def appeal(city):
    Category.objects.update(alarm_minutes=15)
    return make.appeal()


def heard(actor, at):
    return [each.pk for each in alarms.ringing(actor, at)]


def test_it_sounds_after_the_minutes_of_the_theme(appeal, dispatcher):
    assert heard(dispatcher, minutes(14)) == []
    assert heard(dispatcher, minutes(15)) == [appeal.pk]


def test_a_theme_of_no_minutes_never_sounds(appeal, dispatcher):
    Category.objects.update(alarm_minutes=0)

    assert heard(dispatcher, minutes(600)) == []


def test_accepting_ends_it_and_giving_back_begins_it_again(appeal, dispatcher, vodokanal, member):
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=minutes(10))
    assert heard(dispatcher, minutes(20)) == []  # a new state, new minutes
    assert heard(dispatcher, minutes(25)) == [appeal.pk]
    actions.accept(appeal.pk, by=member, at=minutes(26))
    assert heard(dispatcher, minutes(90)) == []
    actions.return_to_desk(appeal.pk, reason="Не наши сети", by=member, at=minutes(30))
    assert heard(dispatcher, minutes(45)) == [appeal.pk]


def test_heeding_gives_the_themes_minutes_once_more_and_the_journal_keeps_who(appeal, dispatcher):
    actions.heed(appeal.pk, by=dispatcher, at=minutes(20))

    assert heard(dispatcher, minutes(34)) == []
    assert heard(dispatcher, minutes(35)) == [appeal.pk]
    record = appeal.events.get(kind="heed")
    assert (record.actor_name, record.is_public) == (dispatcher.name, False)


def test_heeding_makes_no_page_stale(appeal, dispatcher):
    version = appeal.version
    heeded = actions.heed(appeal.pk, by=dispatcher, at=minutes(20))

    assert heeded.version == version


def test_only_the_desk_heeds_and_only_what_still_waits(appeal, dispatcher, vodokanal, member):
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=minutes(1))
    with pytest.raises(RefusedMove):
        actions.heed(appeal.pk, by=member, at=minutes(20))
    actions.accept(appeal.pk, by=member, at=minutes(21))
    with pytest.raises(RefusedMove, match="уже приняли"):
        actions.heed(appeal.pk, by=dispatcher, at=minutes(22))
