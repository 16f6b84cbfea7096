"""The moves of the desk: for each its form and its one call; `open_to` decides which are offered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import actions, labels, regimes, workflow
from appeals.access import changes_regime, handles_statutory, is_arbiter
from appeals.actions.journal import refusal
from appeals.desk.forms import later_dates, outcome, report, statutory
from appeals.desk.forms import moves as forms
from appeals.desk.forms.move import MoveForm
from appeals.models import Appeal, Policy, StatutoryCase
from appeals.workflow import Transition
from tenants.accounts.actor import Actor

CALLBACK = "callback"


@dataclass(frozen=True, slots=True)
class Move:
    """A button: the transition that must be open, the form it asks, the action behind it.

    An act of 59-ФЗ stands beside the table of moves and needs none of them: `only` says when.
    """

    name: str
    title: str | Promise
    needs: Transition | None
    form: type[MoveForm]
    action: Callable[..., Appeal]
    is_grave: bool = False
    # What the table of moves cannot say: whether this appeal has anything to decide here.
    only: Callable[[Appeal, Actor], bool] | None = None

    def is_offered(self, appeal: Appeal, actor: Actor) -> bool:
        """Whether the button stands; the action refuses in words whatever comes without one."""
        return self.only is None or self.only(appeal, actor)

    @property
    def is_plain(self) -> bool:
        """Nothing is asked: the button itself sends."""
        return self.form is MoveForm

    def make(self, form: MoveForm, *, by: Actor, at: datetime, version: int | None) -> Appeal:
        """Carry the move out.

        Raises:
            AppealError
        """
        if self.needs and not workflow.allowed(self.needs, form.appeal.status, by.role):
            raise refusal(form.appeal, self.needs, by)
        arguments: dict[str, Any] = form.told()
        return self.action(form.appeal.pk, by=by, at=at, version=version, **arguments)


def _is_asked_to_wait(appeal: Appeal, actor: Actor) -> bool:
    return appeal.postpone_asked_at is not None


def _is_not_asked_to_wait(appeal: Appeal, actor: Actor) -> bool:
    return appeal.postpone_asked_at is None


def _is_theirs_to_decide(appeal: Appeal, actor: Actor) -> bool:
    """A bounced appeal is the arbiter's alone; any other is whoever's the table says."""
    return appeal.arbiter_since is None or is_arbiter(actor, Policy.of_city())


def _may_go_back(appeal: Appeal, actor: Actor) -> bool:
    return appeal.arbiter_since is None


def _is_whole(appeal: Appeal, actor: Actor) -> bool:
    return appeal.parent_id is None


def _is_to_call(appeal: Appeal, actor: Actor) -> bool:
    return appeal.callback_at is not None


def _is_joined(appeal: Appeal, actor: Actor) -> bool:
    """Only while the first is open may the two be told apart again."""
    first = appeal.merged_into
    return first is not None and first.status not in workflow.CLOSED


def _is_answered(appeal: Appeal, actor: Actor) -> bool:
    """Nothing statutory is closed before its written answer."""
    return _is_whole(appeal, actor) and not appeal.answer_owed


def _may_be_refused(appeal: Appeal, actor: Actor) -> bool:
    return not appeal.answer_owed and _is_theirs_to_decide(appeal, actor)


def _case(appeal: Appeal, actor: Actor) -> StatutoryCase | None:
    """The case of a statutory appeal that is theirs to handle and not closed."""
    is_theirs = handles_statutory(actor) and appeal.status not in workflow.CLOSED
    return appeal.statutory if is_theirs and appeal.regime == regimes.STATUTORY else None


def _is_to_enter(appeal: Appeal, actor: Actor) -> bool:
    case = _case(appeal, actor)
    return case is not None and not case.is_registered


def _is_to_answer(appeal: Appeal, actor: Actor) -> bool:
    case = _case(appeal, actor)
    return case is not None and case.is_registered


def _is_considered(appeal: Appeal, actor: Actor) -> bool:
    case = _case(appeal, actor)
    return case is not None and case.is_registered and case.ended_at is None


def _may_be_extended(appeal: Appeal, actor: Actor) -> bool:
    return _is_considered(appeal, actor) and not appeal.statutory.extended_days


def _may_be_forwarded(appeal: Appeal, actor: Actor) -> bool:
    return _is_considered(appeal, actor) and workflow.allowed(
        workflow.REJECT, appeal.status, actor.role
    )


def _may_change_regime(appeal: Appeal, actor: Actor) -> bool:
    """A senior's, of a whole that is open to changes and was filed by somebody the city knows."""
    if not changes_regime(actor) or not _is_whole(appeal, actor):
        return False
    who = getattr(appeal, "applicant", None)
    return appeal.status not in workflow.CLOSED and who is not None and who.user_id is not None


def _is_whole_and_theirs(appeal: Appeal, actor: Actor) -> bool:
    return _is_whole(appeal, actor) and _is_theirs_to_decide(appeal, actor)


def _move(
    name: str,
    form: type[MoveForm],
    *,
    is_grave: bool = False,
    only: Callable[[Appeal, Actor], bool] | None = None,
) -> Move:
    return Move(
        name,
        labels.MOVES[name],
        workflow.TRANSITIONS[name],
        form,
        getattr(actions, name),
        is_grave,
        only,
    )


def _law(
    name: str,
    title: str | Promise,
    form: type[MoveForm],
    only: Callable[[Appeal, Actor], bool],
) -> Move:
    """An act of 59-ФЗ."""
    return Move(name, title, None, form, getattr(actions, name), only=only)


# In the order in which buttons stand; the one that leads on comes first (see _LEADING).
_ALL = (
    Move(
        CALLBACK,
        _("Обратный звонок"),
        workflow.CONFIRM,
        outcome.Outcome,
        actions.record_callback,
        only=_is_to_call,
    ),
    _law("enter", _("Зарегистрировать по 59-ФЗ"), MoveForm, _is_to_enter),
    _law("answer_in_writing", _("Ответить письменно"), statutory.WrittenAnswer, _is_to_answer),
    _move("accept", MoveForm),
    _move("assign", forms.Assign, only=_is_theirs_to_decide),
    _move("split", forms.Split, only=_is_whole_and_theirs),
    _move("dispatch_crew", forms.Dispatch),
    _move("resolve", report.Report),
    _move("give_back", forms.GiveBack),
    _move("answer", forms.Answer),
    _move("resume", MoveForm),
    _move("ask", forms.Question),
    _move("postpone", later_dates.Approve),
    _move("refuse_postpone", later_dates.Refuse, only=_is_asked_to_wait),
    _move("ask_postpone", later_dates.Postpone, only=_is_not_asked_to_wait),
    _move("confirm", forms.Comment, only=_is_whole),
    _move("archive", MoveForm, only=_is_answered),
    _move("reopen", forms.Reason, is_grave=True),
    _move("return_to_desk", forms.Return, only=_may_go_back),
    _move("duplicate", forms.Duplicate, only=_is_answered),
    _move("separate", MoveForm, only=_is_joined),
    _move("reject", forms.Reject, is_grave=True, only=_may_be_refused),
    _law("forward", _("Переслать по 59-ФЗ"), statutory.Forwarding, _may_be_forwarded),
    _law("extend", _("Продлить рассмотрение"), statutory.Extension, _may_be_extended),
    _law("change_regime", _("Сменить порядок: 59-ФЗ"), statutory.Regime, _may_change_regime),
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
    form: MoveForm
    is_main: bool
    is_open: bool


def offered(
    appeal: Appeal, actor: Actor, tried: MoveForm | None = None, tried_name: str = ""
) -> Sequence[Offered]:
    """What `open_to` gives this person now, the leading move first; a tried form keeps its text."""
    open_now = {transition.name for transition in workflow.open_to(appeal.status, actor.role)}
    leading = _LEADING.get(appeal.status, ())
    found = [
        move
        for move in _ALL
        if (move.needs is None or move.needs.name in open_now) and move.is_offered(appeal, actor)
    ]
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
    "split": _("Работают исполнители частей; закончат все, закончится и это."),
    "postponed": _("Отложено до срока, вернётся само."),
    "resolved": _("Слово за жителем: диспетчер перезвонит и спросит."),
    "confirmed": _("Житель доволен, скоро уйдёт в архив."),
}


def afterwards(appeal: Appeal, actor: Actor, offers: Sequence[Offered]) -> str:
    """What opens after the leading move, or whom the appeal waits for; empty when it is over."""
    if not offers:
        return str(_WAITS.get(appeal.status, ""))
    leading = offers[0].move.needs
    if leading is None or not offers[0].is_main or leading.target is None:
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
