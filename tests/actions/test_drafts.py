"""An unfinished card: its operator's alone, gone when it is saved."""

from datetime import timedelta

from appeals import actions
from appeals.models import Draft
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON


def keep(key: str = "card", *, by=DISPATCHER, at=FRIDAY_NOON, **fields):
    return actions.keep_draft(key, fields or {"name": "Анна"}, by=by, at=at)


def test_typing_on_changes_the_same_draft(city):
    keep(name="Ан")
    keep(name="Анна")

    assert Draft.objects.get().fields == {"name": "Анна"}


def test_a_card_that_was_emptied_is_no_draft(city):
    keep()
    keep(name="", phone="")

    assert not Draft.objects.exists()


def test_what_comes_after_the_card_was_saved_is_not_kept(city):
    make.appeal(intake_key="card")
    first = make.appeal()
    actions.join(first.pk, key="other", by=DISPATCHER, at=FRIDAY_NOON)

    assert keep("card") is None
    assert keep("other") is None


def test_others_drafts_and_yesterdays_are_not_offered(city):
    keep()

    assert Draft.objects.of(DISPATCHER.user_id, FRIDAY_NOON).count() == 1
    assert not Draft.objects.of(DISPATCHER.user_id + 1, FRIDAY_NOON).exists()
    tomorrow = FRIDAY_NOON + timedelta(days=1)
    assert not Draft.objects.of(DISPATCHER.user_id, tomorrow).exists()
    assert actions.forget_old_drafts(at=tomorrow) == 1


def test_only_the_last_five_are_kept(city):
    for number in range(7):
        keep(f"card-{number}", at=FRIDAY_NOON + timedelta(minutes=number))

    assert sorted(Draft.objects.values_list("key", flat=True)) == [f"card-{n}" for n in range(2, 7)]
