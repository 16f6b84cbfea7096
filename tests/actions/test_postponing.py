"""A later date and a question: what waits, for whom, and what comes back by itself."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.actions import returns
from appeals.errors import BadInput, RefusedMove
from appeals.models import Event, Postponement
from tenants.accounts.actor import Actor, Role
from tests.actions.conftest import again
from tests.make import FRIDAY_NOON, hours

CONTROLLER = Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр")
APPLICANT = Actor(role=Role.APPLICANT)
DAY = timedelta(days=1)


class TestPostponing:
    def test_an_organisation_asks_and_a_controller_agrees(self, accepted, member, vodokanal):
        until = FRIDAY_NOON + 5 * DAY
        due = accepted.resolve_by
        actions.ask_postpone(
            accepted.pk, until=until, reason="Ждём трубу", by=member, at=FRIDAY_NOON
        )
        asked = again(accepted)
        assert (asked.status, asked.resolve_by) == ("accepted", due)

        done = actions.postpone(
            accepted.pk,
            until=until,
            reason="Ждём трубу",
            words="Согласовано",
            by=CONTROLLER,
            at=FRIDAY_NOON,
        )

        assert (done.status, done.postponed_until) == ("postponed", until)
        assert done.resolve_by == until + max(due - FRIDAY_NOON, DAY)
        kept = Postponement.objects.get()
        assert (kept.is_approved, kept.words, kept.decided_by_id) == (True, "Согласовано", 902)

    def test_a_dispatcher_cannot_decide(self, accepted, dispatcher):
        with pytest.raises(RefusedMove):
            actions.postpone(
                accepted.pk,
                until=FRIDAY_NOON + DAY,
                reason="Мороз",
                by=dispatcher,
                at=FRIDAY_NOON,
            )

    def test_a_refusal_needs_a_word_and_the_clocks_never_stopped(self, accepted, member):
        due = accepted.resolve_by
        actions.ask_postpone(
            accepted.pk, until=FRIDAY_NOON + DAY, reason="Мороз", by=member, at=FRIDAY_NOON
        )
        with pytest.raises(BadInput):
            actions.refuse_postpone(accepted.pk, words=" ", by=CONTROLLER, at=FRIDAY_NOON)

        refused = actions.refuse_postpone(
            accepted.pk, words="Успеете", by=CONTROLLER, at=FRIDAY_NOON
        )

        assert (refused.status, refused.resolve_by) == ("accepted", due)
        assert refused.postpone_asked_at is None
        with pytest.raises(RefusedMove, match="никто не просит"):
            actions.refuse_postpone(accepted.pk, words="Нет", by=CONTROLLER, at=FRIDAY_NOON)

    def test_two_extensions_and_no_more(self, accepted, member):
        for number in range(1, 4):
            actions.postpone(
                accepted.pk,
                until=FRIDAY_NOON + number * DAY,
                reason="Мороз",
                by=CONTROLLER,
                at=FRIDAY_NOON,
            )
        later = {"until": FRIDAY_NOON + 9 * DAY, "reason": "Мороз", "at": FRIDAY_NOON}
        for verb, by in ((actions.postpone, CONTROLLER), (actions.ask_postpone, member)):
            with pytest.raises(RefusedMove, match="переносили трижды"):
                verb(accepted.pk, by=by, **later)

    def test_it_comes_back_by_itself_with_what_was_left_of_the_term(self, accepted):
        left = max(accepted.resolve_by - FRIDAY_NOON, DAY)
        until = FRIDAY_NOON + 3 * DAY
        actions.postpone(accepted.pk, until=until, reason="Мороз", by=CONTROLLER, at=FRIDAY_NOON)

        assert returns.resume_due(at=until - hours(1)) == 0
        assert returns.resume_due(at=until) == 1

        back = again(accepted)
        assert (back.status, back.postponed_until) == ("accepted", None)
        assert back.resolve_by == until + left
        assert Event.objects.filter(appeal=back).last().actor_role == "system"

    def test_begun_earlier_it_ends_earlier(self, accepted, dispatcher):
        actions.postpone(
            accepted.pk,
            until=FRIDAY_NOON + 3 * DAY,
            reason="Мороз",
            by=CONTROLLER,
            at=FRIDAY_NOON,
        )
        due = again(accepted).resolve_by

        actions.resume(accepted.pk, by=dispatcher, at=FRIDAY_NOON + DAY)

        assert again(accepted).resolve_by == due - 2 * DAY

    def test_a_request_is_withdrawn_when_the_work_is_done(self, accepted, member):
        actions.ask_postpone(
            accepted.pk, until=FRIDAY_NOON + DAY, reason="Мороз", by=member, at=FRIDAY_NOON
        )

        actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)

        assert Postponement.objects.get().is_approved is False


class TestAsking:
    def test_the_time_the_applicant_took_is_not_the_executors(self, accepted, member):
        due = accepted.resolve_by
        actions.ask(accepted.pk, question="Где?", by=member, at=FRIDAY_NOON)

        back = actions.answer(accepted.pk, text="Тут", by=APPLICANT, at=FRIDAY_NOON + hours(1))

        assert (back.status, back.resolve_by) == ("accepted", due + hours(1))

    def test_silence_sends_it_back_when_the_days_are_over(self, accepted, member):
        asked = actions.ask(accepted.pk, question="Где?", by=member, at=FRIDAY_NOON)
        assert asked.question_until == FRIDAY_NOON + 3 * DAY

        assert returns.go_on_without_answers(at=FRIDAY_NOON + 2 * DAY) == 0
        assert returns.go_on_without_answers(at=FRIDAY_NOON + 3 * DAY) == 1

        assert again(accepted).status == "accepted"
        assert Event.objects.filter(appeal=accepted).last().details == {"silence": True}

    def test_the_applicant_is_reminded_once(self, accepted, member):
        actions.ask(accepted.pk, question="Где?", by=member, at=FRIDAY_NOON)

        counts = [returns.remind_of_questions(at=FRIDAY_NOON + hours(h)) for h in (1, 49, 50)]

        assert counts == [0, 1, 0]
