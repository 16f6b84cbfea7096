"""What the moderation screens show: complaints that wait, blocks that hold, an appeal's public face."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from appeals import labels, moderated
from appeals.actions import blocks
from appeals.models import Appeal, Attachment, Block, Complaint, Event, Moderation

MOST = 50


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the journal that everybody reads, and whether they are hidden now."""

    event: Event
    title: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Past:
    """One change of the past with its words."""

    change: Moderation
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Something of the sender that may be blocked; `until`: it is already."""

    kind: str
    title: str
    shown: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Face:
    """Everything of one appeal that the city may hide, and what it has hidden."""

    appeal: Appeal
    text_note: str
    is_withdrawn: bool
    photos: Sequence[tuple[Attachment, str]]
    said: Sequence[Said]
    complaints: Sequence[Complaint]
    past: Sequence[Past]
    sources: Sequence[Source]


def face(appeal: Appeal, *, at: datetime) -> Face:
    """The page of one appeal: six statements."""
    hidden = moderated.hidden_words(appeal.moderated)
    events = Event.objects.filter(appeal=appeal, is_public=True).exclude(kind="moderate")
    shots = Attachment.objects.filter(appeal=appeal, is_verified=True)
    shots = shots.exclude(kind=Attachment.LATE)
    past = Moderation.objects.filter(appeal=appeal).select_related("attachment").order_by("-id")
    waiting = Complaint.objects.filter(appeal=appeal, decided_at__isnull=True)
    return Face(
        appeal=appeal,
        text_note=moderated.text_note(appeal.moderated),
        is_withdrawn="whole" in (appeal.moderated or {}),
        photos=[(shot, moderated.photo_note(shot.hidden_why)) for shot in shots],
        said=[
            Said(
                event,
                str(labels.EVENTS.get(event.kind, event.kind)),
                event.public_words,
                hidden.get(event.sequence, ""),
            )
            for event in events
            if event.public_words
        ],
        complaints=list(waiting.select_related("attachment")),
        past=[
            Past(
                change,
                str(labels.MODERATIONS[f"{change.how} {change.what}"]),
                moderated.why(change.reason) if change.reason else "",
            )
            for change in past
        ],
        sources=_sources(appeal, at),
    )


def complaints() -> list[tuple[Complaint, str]]:
    """Those that wait, the longest first, with their reasons (index complaint_open)."""
    rows = Complaint.objects.filter(decided_at__isnull=True).select_related(
        "appeal__category", "attachment"
    )
    return [(each, moderated.why(each.reason)) for each in rows.order_by("at", "id")[:MOST]]


def held(at: datetime) -> list[tuple[Block, str, str]]:
    """Blocks in force, the latest first, with the words of their kind and reason."""
    rows = Block.objects.in_force(at).select_related("appeal").order_by("-since", "-id")
    return [
        (each, str(labels.BLOCKED[each.kind]), str(labels.BLOCKS.get(each.reason, "")))
        for each in rows[:MOST]
    ]


def _sources(appeal: Appeal, at: datetime) -> list[Source]:
    known = blocks.sources(appeal)
    standing = {
        block.digest: block.until
        for block in Block.objects.in_force(at).filter(
            digest__in=[digest for digest, _ in known.values()]
        )
    }
    return [
        Source(kind, str(labels.BLOCKED[kind]), shown, standing.get(digest))
        for kind, (digest, shown) in known.items()
    ]
