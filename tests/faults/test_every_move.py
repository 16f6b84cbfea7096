"""The state machine of the workflow against the database: random people try random moves."""

import itertools
from datetime import datetime

from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from appeals import actions, workflow
from appeals.errors import AppealError, RefusedMove
from appeals.insight.verification import flaws
from appeals.models import Appeal, Event
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON


class Life(RuleBasedStateMachine):
    """Random people try random moves; the table alone knows what must happen."""

    numbers = itertools.count()

    @initialize()
    def begin(self) -> None:
        self.organisation = make.organisation(f"Организация {id(self)}")
        self.member = make.member(self.organisation)
        self.appeal = make.appeal()
        self.status = workflow.Status.REGISTERED
        self.before = workflow.Status.REGISTERED
        self.kinds = ["register"]
        self.postponed = 0
        self.returned = 0
        self.asked = False

    def act(self, name: str, by: Actor) -> None:
        move = workflow.TRANSITIONS[name]
        doing = {
            "assign": {"organisation": self.organisation},
            "resolve": {"report": "готово"},
            "give_back": {"reason": "нет ключа"},
            "reopen": {"reason": "не готово"},
            "ask": {"question": "где?"},
            "answer": {"text": "тут"},
            "postpone": {"until": self.later(), "reason": "мороз"},
            "ask_postpone": {"until": self.later(), "reason": "мороз"},
            "refuse_postpone": {"words": "успеете"},
            "split": {"parts": self.parts()} if name == "split" else {},
            "return_to_desk": {"reason": "не наше"},
            "take_back": {"reason": "соглашение закончилось"},
            "reject": {"ground": "no_place"},
            "duplicate": {"of": self.other()} if name == "duplicate" else {},
        }.get(name, {})
        verb = getattr(actions, name)
        mine = workflow.allowed(move, self.status, by.role)
        if name in ("postpone", "ask_postpone") and self.postponed >= 3:
            mine = False
        if name == "ask_postpone" and self.asked:
            mine = False
        if name == "refuse_postpone" and not self.asked:
            mine = False
        if name == "return_to_desk" and self.returned >= 2:
            mine = False
        if name in ("assign", "split", "reject") and self.returned >= 2:
            mine = mine and by.role in workflow.SENIORS
        held = Appeal.objects.values_list("organisation_id", flat=True).get(pk=self.appeal.pk)
        try:
            verb(self.appeal.pk, by=by, at=FRIDAY_NOON, **doing)
        except RefusedMove:
            assert not mine
        except AppealError:
            assert by.organisation_id is not None
            assert held != by.organisation_id
        else:
            assert mine
            self.follow(move)

    def follow(self, move) -> None:
        target = move.leads_to(self.status, self.before)
        if target in workflow.SET_ASIDE and self.status not in workflow.SET_ASIDE:
            self.before = self.status
        self.status = target
        self.kinds.append(move.name)
        if move.name == "answer":
            self.kinds.append("answer")
        self.postponed += move.name == "postpone"
        self.returned += move.name == "return_to_desk"
        if move.name == "return_to_desk" and self.returned == 2:
            self.kinds.append("arbiter")
        if move.name in ("postpone", "refuse_postpone", "resolve", "return_to_desk"):
            self.asked = False
        self.asked = self.asked or move.name == "ask_postpone"

    def other(self) -> Appeal:
        return make.appeal()

    def later(self) -> datetime:
        """A date beyond the last one agreed."""
        return FRIDAY_NOON + make.hours(99 * (self.postponed + 1))

    def parts(self) -> list[actions.Part]:
        """Two executors, of whom neither is the one that tries."""
        others = [make.organisation(f"Часть {next(self.numbers)}") for _ in range(2)]
        for each in others:
            make.member(each)
        return [actions.Part(organisation=each, task="починить") for each in others]

    @rule(name=st.sampled_from(sorted(workflow.TRANSITIONS)))
    def the_controller_tries(self, name: str) -> None:
        self.act(name, Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр"))

    @rule(name=st.sampled_from(sorted(workflow.TRANSITIONS)))
    def the_desk_tries(self, name: str) -> None:
        self.act(name, DISPATCHER)

    @rule(name=st.sampled_from(sorted(workflow.TRANSITIONS)))
    def the_organisation_tries(self, name: str) -> None:
        self.act(name, self.member)

    @rule(name=st.sampled_from(sorted(workflow.TRANSITIONS)))
    def the_applicant_tries(self, name: str) -> None:
        self.act(name, Actor(role=Role.APPLICANT))

    @invariant()
    def the_database_agrees(self) -> None:
        if not hasattr(self, "status"):
            return
        row = Appeal.objects.get(pk=self.appeal.pk)
        assert row.status == self.status
        events = list(Event.objects.filter(appeal=row))
        assert [event.kind for event in events] == self.kinds
        assert events[-1].status_to == row.status
        assert (row.closed_at is not None) == (row.status in workflow.CLOSED)

    def teardown(self) -> None:
        if hasattr(self, "status"):
            assert flaws() == []


def test_the_model_of_the_workflow_equals_the_database(city):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert connection.in_atomic_block
