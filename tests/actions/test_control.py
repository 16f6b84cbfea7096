"""Control: who decides after bounces, votes and reopening; refusing on a ground."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.actions import returns
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Callback, Event, Policy
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.actions.conftest import again, kinds
from tests.make import FRIDAY_NOON, hours

CONTROLLER = Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр")
APPLICANT = Actor(role=Role.APPLICANT)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def bounce(appeal, vodokanal, member, dispatcher, *, by=None, held=HOUR, at=FRIDAY_NOON):
    actions.assign(appeal.pk, organisation=vodokanal, by=by or dispatcher, at=at)
    return actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=at + held)


class TestArbiter:
    def test_the_second_bounce_goes_to_the_arbiter_and_only_there(
        self, vodokanal, member, dispatcher
    ):
        appeal = make.appeal()
        first = bounce(appeal, vodokanal, member, dispatcher)
        assert first.arbiter_since is None

        second = bounce(appeal, vodokanal, member, dispatcher, at=FRIDAY_NOON + hours(2))

        assert second.arbiter_since == FRIDAY_NOON + hours(3)
        assert kinds(appeal)[-2:] == ["return_to_desk", "arbiter"]
        with pytest.raises(RefusedMove, match="Решает арбитр города"):
            actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
        assert again(appeal).status == "returned"

    def test_what_the_arbiter_assigned_is_not_returned(self, vodokanal, member, dispatcher):
        appeal = make.appeal()
        for _ in range(2):
            bounce(appeal, vodokanal, member, dispatcher)
        actions.assign(appeal.pk, organisation=vodokanal, by=CONTROLLER, at=FRIDAY_NOON)

        with pytest.raises(RefusedMove, match="назначил арбитр"):
            actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=FRIDAY_NOON)

    def test_the_city_may_name_the_arbiter(self, vodokanal, member, dispatcher):
        Policy.objects.create(pk=1, arbiter_id=dispatcher.user_id, bounce_limit=1)
        appeal = make.appeal()
        bounce(appeal, vodokanal, member, dispatcher)

        with pytest.raises(RefusedMove):
            actions.assign(appeal.pk, organisation=vodokanal, by=CONTROLLER, at=FRIDAY_NOON)
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    def test_the_time_lost_in_bouncing_is_kept(self, vodokanal, member, dispatcher):
        appeal = make.appeal()
        bounce(appeal, vodokanal, member, dispatcher, held=hours(3))
        bounce(appeal, vodokanal, member, dispatcher, held=hours(0.5), at=FRIDAY_NOON + hours(5))

        assert again(appeal).bounced_seconds == 3.5 * 3600
        lost = [e.details["lost_seconds"] for e in Event.objects.filter(kind="return_to_desk")]
        assert lost == [10800, 1800]


class TestVoting:
    def test_nobody_answers_and_it_is_closed_apart_from_what_was_confirmed(
        self, resolved, dispatcher
    ):
        at = FRIDAY_NOON
        for _ in range(3):
            actions.record_callback(resolved.pk, result="no_answer", by=dispatcher, at=at)
            at += hours(2)
        voting = again(resolved)
        assert (voting.status, voting.callback_at) == ("resolved", None)
        assert voting.vote_since == FRIDAY_NOON + hours(4)

        assert returns.lapse_votes(at=voting.vote_since + 6 * DAY) == 0
        assert returns.lapse_votes(at=voting.vote_since + 7 * DAY) == 1

        closed = again(resolved)
        assert (closed.status, closed.outcome) == ("archived", "not_confirmed")

    def test_a_vote_by_the_link_is_kept_like_a_call(self, resolved):
        actions.confirm(resolved.pk, by=APPLICANT, at=FRIDAY_NOON)

        said = Callback.objects.get()
        assert (said.result, said.channel) == ("satisfied", "link")
        assert again(resolved).callback_at is None

    def test_a_theme_without_calls_waits_for_the_link(self, accepted, member):
        accepted.category.has_callbacks = False
        accepted.category.save()

        done = actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)

        assert (done.callback_at, done.vote_since) == (None, FRIDAY_NOON)


class TestReopening:
    def test_the_least_loaded_controller_answers_by_name(self, resolved, dispatcher):
        busy, free = (make.user("controller", name=name) for name in ("Занятая", "Свободный"))
        Appeal.objects.filter(pk=make.appeal().pk).update(controller_id=busy.pk)

        back = actions.record_callback(
            resolved.pk, result="not_satisfied", cause="again", by=dispatcher, at=FRIDAY_NOON
        )

        assert (back.controller_id, back.controller_name) == (free.pk, "Свободный")
        assert (back.control_level, back.status) == (1, "reopened")

    def test_the_city_may_name_one_controller(self, resolved, dispatcher):
        make.user("controller", name="Любой")
        named = make.user("administrator", name="Назначенный")
        Policy.objects.create(pk=1, controller_id=named.pk)

        back = actions.reopen(resolved.pk, reason="Течёт", by=dispatcher, at=FRIDAY_NOON)

        assert back.controller_name == "Назначенный"

    def test_bad_words_by_the_link_are_read_by_a_controller_once(self, resolved, dispatcher):
        actions.reopen(resolved.pk, reason="Накричали", cause="rude", by=APPLICANT, at=FRIDAY_NOON)
        said = Callback.objects.unread().get()
        assert (said.channel, said.cause, said.reason) == ("link", "rude", "Накричали")

        with pytest.raises(RefusedMove):
            actions.review(said.pk, by=dispatcher, at=FRIDAY_NOON)
        actions.review(said.pk, by=CONTROLLER, at=FRIDAY_NOON)
        actions.review(said.pk, by=CONTROLLER, at=FRIDAY_NOON)

        assert not Callback.objects.unread().exists()
        assert kinds(resolved).count("review") == 1


class TestRefusing:
    def test_a_ground_is_said_in_the_citys_words_with_who_is_competent(self, city, dispatcher):
        appeal = make.appeal()
        with pytest.raises(BadInput) as wrong:
            actions.reject(appeal.pk, ground="not_ours", by=dispatcher, at=FRIDAY_NOON)
        assert "competent" in wrong.value.fields

        done = actions.reject(
            appeal.pk,
            ground="not_ours",
            words="Это федеральная трасса",
            competent="Росавтодор",
            contact="8 800 000-00-00",
            by=dispatcher,
            at=FRIDAY_NOON,
        )

        assert (done.status, done.outcome) == ("rejected", "not_ours")
        details = Event.objects.filter(appeal=appeal).last().details
        assert details["competent"] == "Росавтодор, 8 800 000-00-00"
        assert details["comment"].endswith("Это федеральная трасса")

    def test_other_grounds_count_as_refused(self, city, dispatcher):
        done = actions.reject(make.appeal().pk, ground="no_breach", by=dispatcher, at=FRIDAY_NOON)

        assert done.outcome == "refused"
