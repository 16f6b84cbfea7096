"""Control: who decides, who waits for whom, and what comes back by itself."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.actions import Part, returns
from appeals.errors import BadInput, RefusedMove
from appeals.insight.verification import flaws
from appeals.models import Appeal, Applicant, Callback, Event, Policy, Postponement
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import FRIDAY_NOON, hours

CONTROLLER = Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр")
APPLICANT = Actor(role=Role.APPLICANT)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def kinds(appeal) -> list[str]:
    return [event.kind for event in Event.objects.filter(appeal=appeal)]


def again(appeal) -> Appeal:
    return Appeal.objects.get(pk=appeal.pk)


@pytest.fixture
def assigned(vodokanal, dispatcher):
    appeal = make.appeal(phone="+79001234567", category="entrance_dark")
    return actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)


@pytest.fixture
def accepted(assigned, member):
    return actions.accept(assigned.pk, by=member, at=FRIDAY_NOON)


@pytest.fixture
def resolved(accepted, member):
    return actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)


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


@pytest.fixture
def network(city):
    organisation = make.organisation("Горэлектросеть")
    return organisation, make.member(organisation)


@pytest.fixture
def split(vodokanal, member, network, dispatcher):
    """One appeal given to two executors: the whole and its parts."""
    appeal = make.appeal(phone="+79001234567", name="Мария", category="entrance_dark")
    whole = actions.split(
        appeal.pk,
        parts=[
            Part(organisation=vodokanal, task="Починить трубу"),
            Part(organisation=network[0], task="Обесточить щит"),
        ],
        by=dispatcher,
        at=FRIDAY_NOON,
    )
    return whole, *Appeal.objects.filter(parent=whole).order_by("part")


def finish(part, by, at=FRIDAY_NOON):
    actions.accept(part.pk, by=by, at=at)
    return actions.resolve(part.pk, report="Готово", by=by, at=at)


class TestSplitting:
    def test_parts_have_numbers_and_executors_and_nothing_of_the_applicant(self, split):
        whole, first, second = split

        assert (whole.status, whole.organisation_id) == ("split", None)
        assert [(p.part, p.status, p.text) for p in (first, second)] == [
            (1, "assigned", "Починить трубу"),
            (2, "assigned", "Обесточить щит"),
        ]
        assert not first.is_public
        assert Applicant.objects.get().appeal_id == whole.pk
        assert first.resolve_by == whole.resolve_by

    def test_the_whole_is_done_when_all_parts_are_and_one_call_is_made(
        self, split, member, network
    ):
        whole, first, second = split
        finish(first, member)
        assert again(whole).status == "split"

        finish(second, network[1], FRIDAY_NOON + hours(1))

        done = again(whole)
        assert (done.status, done.callback_at) == ("resolved", FRIDAY_NOON + hours(1))
        assert again(first).callback_at is None
        report = Event.objects.get(appeal=whole, kind="gather").details["comment"]
        assert report == "Горводоканал: Готово\nГорэлектросеть: Готово"

    def test_its_end_is_the_end_of_its_parts(self, split, member, network, dispatcher):
        whole, first, second = split
        finish(first, member)
        finish(second, network[1])

        actions.record_callback(whole.pk, result="satisfied", by=dispatcher, at=FRIDAY_NOON)

        assert {again(each).status for each in split} == {"archived"}
        assert {again(each).outcome for each in split} == {"fixed"}
        assert flaws() == []

    def test_only_what_is_not_done_goes_back(self, split, member, network, dispatcher):
        whole, first, second = split
        finish(first, member)
        finish(second, network[1])

        actions.record_callback(
            whole.pk,
            result="not_satisfied",
            cause="not_done",
            of=[2],
            by=dispatcher,
            at=FRIDAY_NOON,
        )

        assert [again(each).status for each in split] == ["split", "resolved", "reopened"]
        assert again(second).control_level == 1
        finish(second, network[1])
        assert again(whole).status == "resolved"

    def test_a_part_is_confirmed_with_its_whole_alone(self, split, member, dispatcher):
        _, first, _ = split
        finish(first, member)

        with pytest.raises(RefusedMove, match="Это часть обращения"):
            actions.confirm(first.pk, by=dispatcher, at=FRIDAY_NOON)

    def test_a_part_refused_lets_the_rest_finish(self, split, member, network, dispatcher):
        whole, first, second = split
        finish(first, member)
        actions.return_to_desk(second.pk, reason="Не наше", by=network[1], at=FRIDAY_NOON)

        actions.reject(second.pk, ground="no_breach", by=dispatcher, at=FRIDAY_NOON)

        assert again(whole).status == "resolved"

    @pytest.mark.parametrize("tasks", [["одно"], ["", "два"]])
    def test_fewer_than_two_tasks_are_no_parts(self, vodokanal, network, dispatcher, tasks):
        appeal = make.appeal()
        parts = [
            Part(organisation=organisation, task=task)
            for organisation, task in zip((vodokanal, network[0]), tasks, strict=False)
        ]

        with pytest.raises(BadInput):
            actions.split(appeal.pk, parts=parts, by=dispatcher, at=FRIDAY_NOON)

    def test_one_executor_twice_is_one_part(self, vodokanal, dispatcher):
        part = Part(organisation=vodokanal, task="дело")

        with pytest.raises(BadInput, match="назван дважды"):
            actions.split(make.appeal().pk, parts=[part, part], by=dispatcher, at=FRIDAY_NOON)


class TestRepeats:
    def test_a_repeat_follows_its_first_to_another(self, city, dispatcher):
        first, second, third = make.appeal(), make.appeal(), make.appeal()
        actions.duplicate(third.pk, of=second, by=dispatcher, at=FRIDAY_NOON)

        actions.duplicate(second.pk, of=first, by=dispatcher, at=FRIDAY_NOON)

        assert set(first.duplicates.values_list("pk", flat=True)) == {second.pk, third.pk}
        assert again(second).outcome == "duplicate"
        assert kinds(first)[-1] == "merge"

    def test_it_is_parted_while_the_first_is_open(self, city, dispatcher):
        first, second = make.appeal(), make.appeal()
        actions.duplicate(second.pk, of=first, by=dispatcher, at=FRIDAY_NOON)

        parted = actions.separate(second.pk, by=dispatcher, at=FRIDAY_NOON)

        assert (parted.status, parted.merged_into_id, parted.closed_at) == (
            "registered",
            None,
            None,
        )
        assert kinds(first)[-1] == "leave"

    def test_but_not_after_the_first_was_closed(self, city, dispatcher):
        first, second = make.appeal(), make.appeal()
        actions.duplicate(second.pk, of=first, by=dispatcher, at=FRIDAY_NOON)
        actions.reject(first.pk, ground="no_breach", by=dispatcher, at=FRIDAY_NOON)

        with pytest.raises(RefusedMove, match="уже закрыто"):
            actions.separate(second.pk, by=dispatcher, at=FRIDAY_NOON)

    def test_nothing_is_joined_to_what_is_over(self, city, dispatcher):
        first = make.appeal()
        actions.reject(first.pk, ground="no_breach", by=dispatcher, at=FRIDAY_NOON)

        with pytest.raises(BadInput, match="уже закрыто"):
            actions.duplicate(make.appeal().pk, of=again(first), by=dispatcher, at=FRIDAY_NOON)


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
