"""Who was told of what and when: rows of the delivery log as the staff may see them, addresses masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals import digits, workflow
from appeals.desk import counting
from appeals.models import Appeal, Message
from appeals.notifications import kinds
from tenants.accounts.actor import Actor

PAGE = 50
# More than these were sent about hardly any appeal.
MOST_OF_ONE = 30
S = Message.Status
# shape, tone
_LOOKS: Mapping[str, tuple[str, str]] = {
    S.QUEUED: ("wait", "wait"),
    S.HELD: ("pause", ""),
    S.SENT: ("ok", "done"),
    S.FAILED: ("warn", "breach"),
    S.DROPPED: ("minus", ""),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One message as a line: when, whom (masked), by what, of what, and what became of it."""

    message: Message
    whom: str
    channel: str | Promise
    kind: str | Promise
    shape: str
    tone: str

    @property
    def can_be_resent(self) -> bool:
        """Whether a person may try again."""
        return self.message.status == S.FAILED and not self.message.is_forgotten


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows of the log, from the address of its page; what is not known there is no filter."""

    status: str = ""
    channel: str = ""
    after: int | None = None

    @classmethod
    def of(cls, status: str, channel: str, after: str) -> "Filter":
        """From what a browser sent."""
        return cls(
            status if status in S.values else "",
            channel if channel in kinds.CHANNELS else "",
            digits.key(after),
        )

    def rows(self) -> QuerySet[Message]:
        """Newest first. Indexes: `message_status`, `message_channel`, or the key backwards."""
        rows = Message.objects.order_by("-pk")
        if self.status:
            rows = rows.filter(status=self.status)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        return rows.filter(pk__lt=self.after) if self.after is not None else rows


def page(chosen: Filter) -> tuple[list[Told], int | None]:
    """One page of the log, and after which row the next begins; two statements."""
    found = list(chosen.rows().select_related("appeal")[: PAGE + 1])
    following = found[PAGE - 1].pk if len(found) > PAGE else None
    return [_line(message) for message in found[:PAGE]], following


def waiting() -> dict[str, int]:
    """How many are failed, queued and held, each no further than a bound; one statement."""
    return counting.few(
        {status: Message.objects.filter(status=status) for status in (S.FAILED, S.QUEUED, S.HELD)}
    )


def about(appeal: Appeal, actor: Actor) -> Sequence[Told]:
    """What was sent about this appeal, newest first; the dispatch desk alone is shown it."""
    if actor.role not in workflow.DESK:
        return []
    rows = Message.objects.filter(appeal=appeal).order_by("-pk")[:MOST_OF_ONE]
    return [_line(message) for message in rows]


def one(message: Message) -> Told:
    """One message as a line."""
    return _line(message)


def masked(channel: str, to: str) -> str:
    """An address of which enough is left to recognise one's own: `m•••@mail.ru`, `+7 927 •••-••-22`."""
    if not to:
        return _("забыто по сроку хранения")
    if channel == kinds.EMAIL:
        name, _at, domain = to.partition("@")
        return f"{name[:1]}•••@{domain}"
    if channel == kinds.SMS:
        return f"{to[:2]} {to[2:5]} •••-••-{to[-2:]}"
    return str(_HIDDEN[channel])


_HIDDEN = {
    kinds.TELEGRAM: gettext_lazy("чат с ботом"),
    kinds.PUSH: gettext_lazy("браузер на устройстве"),
}


def _line(message: Message) -> Told:
    shape, tone = _LOOKS[message.status]
    return Told(
        message,
        masked(message.channel, message.to),
        kinds.CHANNELS[message.channel],
        kinds.of(message.event).title,
        shape,
        tone,
    )
