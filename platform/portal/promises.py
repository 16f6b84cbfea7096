"""Terms of an appeal on its card: until when, whether it was kept, and whose rule it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from appeals.models import Appeal, Event
from design import clock, rules

KEPT, LATE, RUNNING, OVERDUE, STOPPED, AWAITED = (
    *("kept", "late", "running", "overdue", "stopped", "awaited"),
)
_LOOKS = {
    KEPT: ("done", "done"),
    LATE: ("warn", "work"),
    RUNNING: ("timer", "none"),
    OVERDUE: ("warn", "work"),
    STOPPED: ("none", "none"),
    AWAITED: ("none", "none"),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """One clock: what happened or is left, the deadline, and the term with its source."""

    title: str
    due: datetime
    span: str
    source: str
    state: str

    @property
    def shape(self) -> str:
        """The icon of its state."""
        return _LOOKS[self.state][0]

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return _LOOKS[self.state][1]


def of(
    appeal: Appeal, events: Sequence[Event], now: datetime, *, vote_by: datetime | None = None
) -> list[Promise]:
    """The promises of this appeal that have a term, in the order of its life; last the resident's
    own word, where it is waited for until `vote_by`."""
    begun = appeal.clocks_from
    handed = _last(events, "assign", after=begun) or begun
    crew = _first(events, "dispatch_crew", after=begun)
    met: dict[str, tuple[datetime | None, str, str]] = {
        "accept": (appeal.accepted_at, _("Принято"), _("Принять")),
        "localise": (crew or appeal.resolved_at, _("Бригада направлена"), _("Направить бригаду")),
        "resolve": (appeal.resolved_at, _("Выполнено"), _("Выполнить")),
    }
    promises = []
    for name, (done_at, past, future) in met.items():
        due: datetime | None = appeal.clocks[name]
        if due is not None:
            closed = appeal.closed_at is not None
            term = appeal.terms.get(name, {})
            started = handed if name == "accept" else begun
            state, title = _state(done_at, due, now, started, past, future, closed=closed)
            span = rules.length(str(term.get("span", "")))
            source = rules.source(str(term.get("source", "")))
            promises.append(Promise(title, due, span, source, state))
    if vote_by is not None:
        rule = _("Порядок работы города: потом обращение закроется с пометкой «не подтверждено»")
        promises.append(Promise(_("Подтверждение жителя"), vote_by, "", rule, AWAITED))
    return promises


def kept_or_not(
    done_at: datetime | None,
    due: datetime,
    now: datetime,
    *,
    started: datetime,
    words: tuple[str, str],
    term: Mapping[str, str],
) -> Promise:
    """One promise by itself: `words` say that it is done, and what is to be done."""
    state, title = _state(done_at, due, now, started, *words, closed=False)
    return Promise(title, due, str(term.get("span", "")), str(term.get("source", "")), state)


def _state(
    done_at: datetime | None,
    due: datetime,
    now: datetime,
    started: datetime,
    past: str,
    future: str,
    *,
    closed: bool,
) -> tuple[str, str]:
    if done_at is not None and done_at <= due:
        length = clock.span(max(done_at - started, timedelta(seconds=1)))
        return KEPT, _("%(done)s за %(span)s") % {"done": past, "span": length}
    if done_at is not None:
        length = clock.span(done_at - due)
        return LATE, _("%(done)s позже срока на %(span)s") % {"done": past, "span": length}
    if closed:
        return STOPPED, _("%(what)s: не понадобилось") % {"what": future}
    if due <= now:
        length = clock.span(now - due)
        return OVERDUE, _("%(what)s: просрочено на %(span)s") % {"what": future, "span": length}
    length = clock.span(due - now)
    return RUNNING, _("%(what)s: осталось %(span)s") % {"what": future, "span": length}


def _first(events: Sequence[Event], kind: str, *, after: datetime) -> datetime | None:
    """The time of the first record of a kind since the clocks began: a second crew breaks no promise."""
    return next((e.at for e in events if e.kind == kind and e.at >= after), None)


def _last(events: Sequence[Event], *kinds: str, after: datetime | None = None) -> datetime | None:
    """The time of the last record of these kinds."""
    found = [event.at for event in events if event.kind in kinds]
    return found[-1] if found and (after is None or found[-1] >= after) else None
