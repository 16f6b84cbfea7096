"""One appeal for several executors, and several that are one."""

import pytest

from appeals import actions
from appeals.actions import Part
from appeals.errors import BadInput, RefusedMove
from appeals.insight.verification import flaws
from appeals.models import Appeal, Applicant, Event
from tests import make
from tests.actions.conftest import again, kinds
from tests.make import FRIDAY_NOON, hours


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
