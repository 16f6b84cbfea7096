"""The moves of an appeal's life as the API offers them: what each takes, and its one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from appeals import actions, labels
from appeals.api import finding
from appeals.api import move_inputs as inputs
from appeals.errors import BadInput, NotFound
from appeals.models import Appeal, Category, Crew, Organisation
from tenants.accounts.actor import Actor

Fields = dict[str, Any]
Perform = Callable[..., Appeal]
Translate = Callable[[Fields, Appeal, Actor], Fields]


def _as_told(fields: Fields, appeal: Appeal, actor: Actor) -> Fields:
    return fields


def _organisation(fields: Fields, appeal: Appeal, actor: Actor) -> Fields:
    found = Organisation.objects.filter(pk=fields["organisation"]).first()
    if found is None:
        raise BadInput({"organisation": "Такой организации нет. Выберите из списка города."})
    code = fields.get("category")
    category = Category.objects.for_filing().filter(code=code).first() if code else None
    if code and category is None:
        raise BadInput({"category": "Такой темы нет. Выберите тему из списка города."})
    return {**fields, "organisation": found, "category": category}


def _parts(fields: Fields, appeal: Appeal, actor: Actor) -> Fields:
    told = [_organisation(part, appeal, actor) for part in fields["parts"]]
    return {**fields, "parts": [actions.Part(**part) for part in told]}


def _crew(fields: Fields, appeal: Appeal, actor: Actor) -> Fields:
    """A crew of the appeal's own organisation; others' crews are as good as missing."""
    identifier = fields.get("crew")
    if identifier is None:
        return {**fields, "crew": None}
    found = Crew.objects.filter(pk=identifier, organisation__appeals=appeal, is_active=True).first()
    if found is None:
        raise BadInput({"crew": "Такой бригады нет. Выберите свою."})
    return {**fields, "crew": found}


def _original(fields: Fields, appeal: Appeal, actor: Actor) -> Fields:
    try:
        found = finding.numbered(fields["of"], Appeal.objects.visible_to(actor))
    except NotFound as error:
        raise BadInput({"of": str(error)}) from error
    return {**fields, "of": found}


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: its last part of the address, its fields, and the action behind it."""

    name: str
    title: str
    takes: type[inputs.MoveInput]
    action: Perform
    translate: Translate = _as_told


MOVES = tuple(
    Move(name, str(labels.MOVES.get(name, labels.EVENTS.get(name, name))), takes, action, translate)
    for name, takes, action, translate in (
        ("assign", inputs.AssignInput, actions.assign, _organisation),
        ("accept", inputs.MoveInput, actions.accept, _as_told),
        ("dispatch_crew", inputs.CrewInput, actions.dispatch_crew, _crew),
        ("give_back", inputs.ReasonInput, actions.give_back, _as_told),
        ("resolve", inputs.ReportInput, actions.resolve, _as_told),
        ("confirm", inputs.CommentInput, actions.confirm, _as_told),
        ("reopen", inputs.ReasonInput, actions.reopen, _as_told),
        ("archive", inputs.MoveInput, actions.archive, _as_told),
        ("ask", inputs.QuestionInput, actions.ask, _as_told),
        ("answer", inputs.AnswerInput, actions.answer, _as_told),
        ("ask_postpone", inputs.PostponeInput, actions.ask_postpone, _as_told),
        ("postpone", inputs.ApproveInput, actions.postpone, _as_told),
        ("refuse_postpone", inputs.RefuseInput, actions.refuse_postpone, _as_told),
        ("resume", inputs.MoveInput, actions.resume, _as_told),
        ("return_to_desk", inputs.ReasonInput, actions.return_to_desk, _as_told),
        ("reject", inputs.RejectInput, actions.reject, _as_told),
        ("duplicate", inputs.DuplicateInput, actions.duplicate, _original),
        ("join", inputs.JoinInput, actions.join, _as_told),
        ("separate", inputs.MoveInput, actions.separate, _as_told),
        ("split", inputs.SplitInput, actions.split, _parts),
        ("callback", inputs.CallbackInput, actions.record_callback, _as_told),
    )
)
