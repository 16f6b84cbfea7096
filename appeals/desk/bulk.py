"""One move for many appeals: what will happen to each, then each by itself, nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import actions, digits, labels, numbering, workflow
from appeals.actions.journal import refusal
from appeals.desk.forms import bulk as forms
from appeals.errors import AppealError, NotFound
from appeals.models import Appeal
from appeals.numbering import Number
from appeals.workflow import Transition
from tenants.accounts.actor import Actor
from tenants.isolation import scope

MOST = 100


@dataclass(frozen=True, slots=True)
class BulkMove:
    """A button under the list: the transition, what it asks for all at once, the action, its key."""

    name: str
    title: str | Promise
    needs: Transition
    form: type[forms.BulkForm]
    action: Callable[..., Appeal]
    key: str = ""
    # A move that is made first where this one is not open yet.
    after: Transition | None = None

    def is_open(self, appeal: Appeal, actor: Actor) -> bool:
        """Whether this person may make it here and now."""
        ways = (self.needs, self.after) if self.after else (self.needs,)
        return any(workflow.allowed(way, appeal.status, actor.role) for way in ways)


def _accept_and_dispatch(appeal_id: int, *, by: Actor, at: datetime, **told: Any) -> Appeal:
    """Send a crew; what only waits to be accepted is accepted first."""
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    if workflow.allowed(workflow.ACCEPT, appeal.status, by.role):
        actions.accept(appeal_id, by=by, at=at, version=told.pop("version", None))
    return actions.dispatch_crew(appeal_id, by=by, at=at, **told)


MOVES: Mapping[str, BulkMove] = {
    move.name: move
    for move in (
        BulkMove("accept", _("Принять"), workflow.ACCEPT, forms.BulkForm, actions.accept, "Alt+A"),
        BulkMove(
            "dispatch_crew",
            _("Направить бригаду"),
            workflow.DISPATCH_CREW,
            forms.BulkDispatch,
            _accept_and_dispatch,
            "Alt+B",
            workflow.ACCEPT,
        ),
        BulkMove(
            "resolve", _("Выполнено"), workflow.RESOLVE, forms.BulkReport, actions.resolve, "Alt+C"
        ),
        BulkMove(
            "return_to_desk",
            _("Вернуть диспетчеру"),
            workflow.RETURN_TO_DESK,
            forms.BulkReturn,
            actions.return_to_desk,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row that was ticked, and the version that was seen when it was."""

    number: str
    version: int | None

    @property
    def value(self) -> str:
        """What the box of the row sends."""
        return self.number if self.version is None else f"{self.number}:{self.version}"


@dataclass(frozen=True, slots=True)
class Row:
    """One of the chosen: what will happen to it, or has happened; why not, if it cannot."""

    chosen: Chosen
    appeal: Appeal | None
    is_possible: bool
    sentence: str


def chosen(values: Sequence[str]) -> list[Chosen]:
    """The ticked rows, each once, in their order, no more than a hundred."""
    found: dict[str, Chosen] = {}
    for value in values:
        number, _colon, version = value.partition(":")
        found.setdefault(number[:40], Chosen(number[:40], digits.count(version)))
    return list(found.values())[:MOST]


def foresee(move: BulkMove, rows: Sequence[Chosen], actor: Actor) -> list[Row]:
    """What the move will do to each; one statement for all."""
    seen = _read(rows, actor)
    return [_foreseen(move, one, seen.get(one.number), actor) for one in rows]


def _foreseen(move: BulkMove, one: Chosen, appeal: Appeal | None, actor: Actor) -> Row:
    if appeal is None:
        return Row(one, None, False, str(NotFound()))
    if not move.is_open(appeal, actor):
        return Row(one, appeal, False, str(refusal(appeal, move.needs, actor)))
    if one.version is not None and one.version != appeal.version:
        return Row(
            one, appeal, False, gettext("Изменилось, пока вы выбирали. Откройте и посмотрите.")
        )
    if not workflow.allowed(move.needs, appeal.status, actor.role):
        return Row(one, appeal, True, gettext("Примем в работу и направим бригаду."))
    target = labels.STATUSES[move.needs.target] if move.needs.target else ""
    return Row(one, appeal, True, gettext("Станет «%(state)s».") % {"state": target})


def carry_out(
    move: BulkMove, rows: Sequence[Chosen], form: forms.BulkForm, *, by: Actor, at: datetime
) -> list[Row]:
    """Make the move for each by itself: a refusal of one leaves all others made.

    In the order of the keys, so that two people with overlapping lists never wait for each other.
    """
    seen = _read(rows, by)
    done: dict[str, Row] = {}
    for one in sorted(rows, key=lambda row: seen[row.number].pk if row.number in seen else 0):
        done[one.number] = _made(move, one, seen.get(one.number), form, by=by, at=at)
    return [done[one.number] for one in rows]


def _made(
    move: BulkMove,
    one: Chosen,
    appeal: Appeal | None,
    form: forms.BulkForm,
    *,
    by: Actor,
    at: datetime,
) -> Row:
    if appeal is None:
        return Row(one, None, False, str(NotFound()))
    try:
        told: dict[str, Any] = form.told(appeal)
        if not move.is_open(appeal, by):
            raise refusal(appeal, move.needs, by)
        # A savepoint each: what one refuses takes nothing from the others.
        with transaction.atomic():
            moved = move.action(appeal.pk, by=by, at=at, version=one.version, **told)
    except AppealError as error:
        return Row(one, appeal, False, str(error))
    return Row(one, moved, True, str(labels.STATUSES[moved.status]))


def _read(rows: Sequence[Chosen], actor: Actor) -> dict[str, Appeal]:
    """The chosen that this person may see, by the number their boxes carry; one statement."""
    tenant = scope.require()
    numbers = {
        one.number: parsed
        for one in rows
        if (parsed := numbering.parse(one.number, tenant.code, tenant.latin_code))
    }
    if not numbers:
        return {}
    wanted = Q()
    for year, is_trial in {(number.year, number.is_trial) for number in numbers.values()}:
        kind = (year, is_trial)
        serials = [each.serial for each in numbers.values() if (each.year, each.is_trial) == kind]
        wanted |= Q(year=year, is_trial=is_trial, serial__in=serials)
    found = Appeal.objects.visible_to(actor).with_card().filter(wanted)
    by_number = {Number(each.year, each.serial, each.is_trial): each for each in found}
    return {text: by_number[number] for text, number in numbers.items() if number in by_number}
