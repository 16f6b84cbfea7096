"""The moves of the desk: for each its form and its one call; `open_to` decides which are offered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import actions, labels, workflow
from appeals.actions.journal import refusal
from appeals.desk.forms import moves as forms
from appeals.models import Appeal
from appeals.workflow import Transition
from tenants.accounts.actor import Actor

CALLBACK = "callback"


@dataclass(frozen=True, slots=True)
class Move:
    """A button: the transition that must be open, the form it asks, the action behind it."""

    name: str
    title: str | Promise
    needs: Transition
    form: type[forms.MoveForm]
    action: Callable[..., Appeal]
    is_grave: bool = False

    @property
    def is_plain(self) -> bool:
        """Nothing is asked: the button itself sends."""
        return self.form is forms.MoveForm

    def make(self, form: forms.MoveForm, *, by: Actor, at: datetime, version: int | None) -> Appeal:
        """Carry the move out.

        Raises:
            AppealError
        """
        if not workflow.allowed(self.needs, form.appeal.status, by.role):
            raise refusal(form.appeal, self.needs, by)
        arguments: dict[str, Any] = form.told()
        return self.action(form.appeal.pk, by=by, at=at, version=version, **arguments)


def _move(name: str, form: type[forms.MoveForm], *, is_grave: bool = False) -> Move:
    return Move(
        name,
        labels.MOVES[name],
        workflow.TRANSITIONS[name],
        form,
        getattr(actions, name),
        is_grave,
    )


# In the order in which buttons stand; the one that leads on comes first (see _LEADING).
_ALL = (
    Move(CALLBACK, _("Обратный звонок"), workflow.CONFIRM, forms.Outcome, actions.record_callback),
    _move("accept", forms.MoveForm),
    _move("assign", forms.Assign),
    _move("dispatch_crew", forms.Dispatch),
    _move("resolve", forms.Report),
    _move("give_back", forms.GiveBack),
    _move("answer", forms.Answer),
    _move("resume", forms.MoveForm),
    _move("ask", forms.Question),
    _move("postpone", forms.Postpone),
    _move("confirm", forms.Comment),
    _move("archive", forms.MoveForm),
    _move("reopen", forms.Reason, is_grave=True),
    _move("return_to_desk", forms.Return),
    _move("duplicate", forms.Duplicate),
    _move("reject", forms.Reject, is_grave=True),
)
MOVES: Mapping[str, Move] = {move.name: move for move in _ALL}
_LEADING: Mapping[str, tuple[str, ...]] = {
    "registered": ("assign",),
    "returned": ("assign",),
    "assigned": ("accept",),
    "reopened": ("accept",),
    "accepted": ("dispatch_crew", "resolve"),
    "crew_dispatched": ("resolve",),
    "needs_information": ("answer",),
    "postponed": ("resume",),
    "resolved": (CALLBACK,),
    "confirmed": ("archive",),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A move on the page: its form, and whether it is the main one or the one just refused."""

    move: Move
    form: forms.MoveForm
    is_main: bool
    is_open: bool


def offered(
    appeal: Appeal, actor: Actor, tried: forms.MoveForm | None = None, tried_name: str = ""
) -> Sequence[Offered]:
    """What `open_to` gives this person now, the leading move first; a tried form keeps its text."""
    open_now = {transition.name for transition in workflow.open_to(appeal.status, actor.role)}
    leading = _LEADING.get(appeal.status, ())
    found = [move for move in _ALL if move.needs.name in open_now]
    found.sort(key=lambda move: leading.index(move.name) if move.name in leading else len(leading))
    return [
        Offered(
            move,
            tried
            if tried and move.name == tried_name
            else move.form(appeal, actor, name=move.name),
            is_main=bool(leading) and move.name == leading[0],
            is_open=bool(tried) and move.name == tried_name,
        )
        for move in found
    ]


# What an appeal waits for when this person can do nothing with it.
_WAITS: Mapping[str, str | Promise] = {
    "registered": _("Диспетчер решает, кому передать."),
    "returned": _("Диспетчер решает, кому передать."),
    "assigned": _("Ждёт, пока исполнитель примет."),
    "reopened": _("Ждёт, пока исполнитель примет снова."),
    "accepted": _("Исполнитель работает."),
    "crew_dispatched": _("Работает бригада."),
    "needs_information": _("Ждём ответа заявителя."),
    "postponed": _("Отложено диспетчером до срока."),
    "resolved": _("Слово за жителем: диспетчер перезвонит и спросит."),
    "confirmed": _("Житель доволен, скоро уйдёт в архив."),
}


def afterwards(appeal: Appeal, actor: Actor, offers: Sequence[Offered]) -> str:
    """What opens after the leading move, or whom the appeal waits for; empty when it is over."""
    if not offers:
        return str(_WAITS.get(appeal.status, ""))
    leading = offers[0].move.needs
    if not offers[0].is_main or leading.target is None:
        return ""
    already = {offer.move.needs for offer in offers}
    following = [
        str(labels.MOVES[move.name]).lower()
        for move in workflow.open_to(leading.target, actor.role)
        if move not in already
    ]
    if not following:
        return ""
    return gettext("После этого откроются: %(moves)s.") % {"moves": ", ".join(following)}
