"""One invented appeal from filing to today, verb by verb, as the actions would have written it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from appeals import catalogue, routing, workflow
from appeals.demo.ledger import Ledger
from appeals.demo.world import Performer, Person
from appeals.registry.history import PastAppeal
from appeals.workflow import Status
from tenants.accounts.actor import Role


class Story(Ledger):
    """What can happen to an appeal."""

    def register(self, *, role: Role, who: Person | None) -> None:
        """The first record; clocks run from here."""
        appeal = self.appeal
        self._wind(appeal.registered_at)
        appeal.status = Status.REGISTERED
        details = {"channel": appeal.channel}
        self._record("register", "", Status.REGISTERED, appeal.registered_at, role, who, details)

    def hand_to(self, decision: routing.Decision) -> None:
        """What routing decided in the same second."""
        appeal = self.appeal
        appeal.named_organisation_id = decision.named_organisation_id
        appeal.routed_why = decision.sentence
        appeal.routed_by_rule = decision.rule_id
        if decision.organisation_id is not None:
            self.performer = self.world.performers[decision.organisation_id]
            appeal.organisation_id = self.performer.id
            at = self.now + timedelta(microseconds=1)
            self._wind(appeal.registered_at)
            name = str(self.performer.organisation)
            details = {"organisation": name, "why": str(decision.reason)}
            appeal.status, appeal.assigned_at = Status.ASSIGNED, appeal.registered_at
            self._record(
                "assign", Status.REGISTERED, Status.ASSIGNED, at, Role.SYSTEM, None, details
            )

    def assign(self, performer: Performer, after: timedelta, by: Person) -> None:
        """A dispatcher hands it on."""
        at = self._come_to(after)
        appeal, self.performer = self.appeal, performer
        appeal.organisation_id, appeal.crew_id = performer.id, None
        appeal.named_organisation_id, appeal.routed_why, appeal.accepted_at = None, "", None
        appeal.assigned_at = at
        self._wind(at)
        details = {"organisation": str(performer.organisation), "comment": ""}
        self._move(workflow.ASSIGN, at, Role.DISPATCHER, by, details)

    def accept(self, after: timedelta) -> None:
        """A member opens it."""
        at = self._come_to(after)
        self.appeal.accepted_at = at
        self._move(workflow.ACCEPT, at, Role.ORGANISATION, self.member, self._named())

    def dispatch_crew(self, after: timedelta, crew: int | None = None) -> None:
        """People drive out: a certain crew of the organisation, or any."""
        at = self._come_to(after)
        crews = self.performer.crews if self.performer else []
        place = self.luck.randrange(len(crews)) if crew is None and crews else crew or 0
        sent = crews[place % len(crews)] if crews else None
        self.appeal.crew_id = sent.pk if sent else None
        details = {"crew": sent.name if sent else "", "comment": ""}
        self._move(workflow.DISPATCH_CREW, at, Role.ORGANISATION, self.member, details)

    def resolve(self, after: timedelta, report: str) -> None:
        """The work is done, says the executor."""
        at = self._come_to(after)
        appeal = self.appeal
        appeal.resolved_at, appeal.callback_count = at, 0
        called = appeal.category.has_callbacks and (self.past.applicant or {}).get("phone")
        appeal.callback_at, appeal.vote_since = (at, None) if called else (None, at)
        if appeal.category.asks_cause:
            appeal.cause = _cause(appeal.service, at)
        details = {"comment": report, "photos": 0, "cause": appeal.cause}
        self._move(workflow.RESOLVE, at, Role.ORGANISATION, self.member, details)

    def confirm(self, after: timedelta, role: Role, by: Person | None) -> None:
        """The resident is satisfied."""
        self._move(workflow.CONFIRM, self._come_to(after), role, by, {"comment": ""})
        self.appeal.callback_at = self.appeal.vote_since = None

    def reopen(self, after: timedelta, reason: str, role: Role, by: Person | None) -> None:
        """Not satisfied: a level higher, clocks anew."""
        at = self._come_to(after)
        appeal = self.appeal
        appeal.control_level += 1
        appeal.reopened_count += 1
        appeal.clocks_from = at
        appeal.accepted_at = appeal.resolved_at = appeal.crew_id = None
        appeal.callback_at = appeal.vote_since = None
        controllers = self.world.controllers
        controller = controllers[appeal.registered_at.second % len(controllers)]
        appeal.controller_id, appeal.controller_name = controller.id or None, controller.name
        self._wind(at)
        details = {"comment": reason, "level": appeal.control_level}
        self._move(workflow.REOPEN, at, role, by, details)

    def archive(self, after: timedelta, role: Role, by: Person | None) -> None:
        """The end."""
        self._move(workflow.ARCHIVE, self._come_to(after), role, by, {})
        self.appeal.outcome = "fixed"

    def ask(self, after: timedelta, question: str) -> None:
        """A question to the applicant."""
        at = self._come_to(after)
        details = {"comment": question}
        self._move(workflow.ASK, at, Role.ORGANISATION, self.member, details)

    def answer(self, after: timedelta, text: str) -> None:
        """The applicant answers; the words stay between them."""
        at = self._come_to(after)
        self._move(workflow.ANSWER, at, Role.APPLICANT, None, {})
        self._note(
            "answer", at + timedelta(microseconds=1), Role.APPLICANT, None, {"comment": text}
        )

    def postpone(self, after: timedelta, days: int, reason: str, by: Person) -> datetime:
        """Put off to a date."""
        at = self._come_to(after)
        until = at + timedelta(days=days)
        left = (self.appeal.resolve_by or at) - at
        self.appeal.resolve_by = until + max(left, timedelta(days=1))
        self.appeal.breached = [clock for clock in self.appeal.breached if clock != "resolve"]
        self.appeal.postponed_until = until
        details = {"comment": reason, "until": until.isoformat()}
        self._move(workflow.POSTPONE, at, Role.CONTROLLER, by, details)
        return until

    def resume(self, after: timedelta) -> None:
        """The date has come."""
        at = self._come_to(after)
        self.appeal.postponed_until = None
        self._move(workflow.RESUME, at, Role.ORGANISATION, self.member, {})

    def give_back(self, after: timedelta, reason: str) -> None:
        """Not ours: the desk decides."""
        at = self._come_to(after)
        appeal, name = self.appeal, str(self.performer.organisation) if self.performer else ""
        held_since = appeal.assigned_at or appeal.registered_at
        appeal.returned_count += 1
        appeal.bounced_seconds += int((at - held_since).total_seconds())
        appeal.assigned_at = None
        appeal.named_organisation_id = appeal.organisation_id
        appeal.organisation_id = appeal.crew_id = None
        appeal.routed_why = f"{name} вернула: {reason}"
        details = {"comment": reason, "organisation": name}
        by = self.member
        self.performer = None
        self._move(workflow.RETURN_TO_DESK, at, Role.ORGANISATION, by, details)

    def reject(self, after: timedelta, ground: str, by: Person) -> None:
        """Closed without work."""
        details = {"comment": ground, "competent": ""}
        self._move(workflow.REJECT, self._come_to(after), Role.DISPATCHER, by, details)
        self.appeal.outcome = "refused"

    def duplicate(self, after: timedelta, of: PastAppeal, by: Person) -> None:
        """Closed in favour of another; its number is filled in when it has one."""
        at = self._come_to(after)
        self.past.merged = of
        self._move(workflow.DUPLICATE, at, Role.DISPATCHER, by, {"of": ""})
        self.appeal.outcome = "duplicate"

    def call(self, after: timedelta, result: str, by: Person, reason: str = "") -> datetime:
        """The dispatcher calls the applicant; what follows is told apart."""
        at = self._come_to(after)
        self.appeal.callback_count += 1
        self.past.callbacks.append(
            {"result": result, "reason": reason, "called_at": at, "operator_id": by.id or None}
        )
        if result == "no_answer":
            self._note("callback", at, Role.DISPATCHER, by, {"result": result})
        return at

    @property
    def member(self) -> Person | None:
        """Somebody of the organisation, the same one for one appeal."""
        people = self.performer.members if self.performer else []
        return people[self.appeal.registered_at.second % len(people)] if people else None

    def _named(self) -> dict[str, Any]:
        return {"organisation": str(self.performer.organisation) if self.performer else ""}


def _cause(service: str, at: datetime) -> str:
    """A cause of the starter list that fits the service, the frequent ones first in the list."""
    known = [seed.code for seed in catalogue.causes() if service in seed.services]
    return known[at.minute * at.minute // 60 * len(known) // 60] if known else "unknown"
