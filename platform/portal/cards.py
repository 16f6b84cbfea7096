"""A card's parts, read in as few statements as there are tables: the appeal, its journal, its photos."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from appeals import lookup, moderated, workflow
from appeals.actions.doubt import TAKEN
from appeals.models import Appeal, Attachment, Event, Policy
from portal import outages, promises, statute, story
from portal.statute import Statute

# A photo that the city hid leaves its place and the reason.
_SHOWN = Q(is_public=True) | ~Q(hidden_why="")
_IN_PARTS = frozenset({"split", "resolved", "confirmed", "archived", "reopened"})


@dataclass(frozen=True, slots=True)
class Part:
    """One executor's share of the work, and what its executor asks the applicant, if anything."""

    appeal: Appeal
    question: str = ""


@dataclass(slots=True)
class Card:
    """Everything one page shows of one appeal; `own`: to the applicant, with what is not public."""

    appeal: Appeal
    now: datetime
    own: bool = False
    events: list[Event] = field(default_factory=list)
    photos: list[Attachment] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    vote_by: datetime | None = None
    statute: Statute | None = None

    @property
    def live(self) -> str:
        """The stream of this card's changes from what it shows on; empty where there is none.

        What happened between reading the card and opening the stream is sent at once.
        """
        if not self.appeal.is_public:
            return ""
        seen = self.events[-1].sequence if self.events else 0
        return f"/live/?appeal={self.appeal.latin_number}&seen={seen}"

    @classmethod
    def read(cls, appeal: Appeal, now: datetime, *, own: bool = False) -> "Card":
        """The card of an appeal that was found with `with_card()`."""
        photos = Attachment.objects.filter(appeal=appeal)
        parts: list[Part] = []
        if appeal.organisation_id is None and appeal.status in _IN_PARTS:
            parts = _parts(appeal)
        if parts:
            # One story: what the executors of the parts have shown stands on this page.
            photos = Attachment.objects.filter(Q(appeal=appeal) | Q(appeal__parent=appeal))
        photos = photos.exclude(kind=Attachment.LATE)
        return cls(
            appeal=appeal,
            now=now,
            own=own,
            events=list(Event.objects.filter(appeal=appeal, is_public=True)),
            photos=list(photos.filter(is_verified=True) if own else photos.filter(_SHOWN)),
            parts=parts,
            vote_by=_vote_by(appeal),
            statute=statute.of(appeal, now, own=own),
        )

    def context(self) -> dict[str, Any]:
        """What the card's templates read."""
        lines = story.lines(self.events, moderated.hidden_words(self.appeal.moderated))
        shown = [photo for photo in self.photos if photo.is_public]
        return {
            "appeal": self.appeal,
            # The applicant reads their own words, whatever is hidden from others.
            "where": self.appeal.address if self.own else self.appeal.shown_address,
            "landmark": self.appeal.landmark if self.own else self.appeal.shown_landmark,
            "now": self.now,
            "own": self.own,
            "lines": lines,
            "last": lines[-1] if lines else None,
            "coming": story.coming(self.appeal),
            "live": self.live,
            "seal": story.seal(self.events),
            "parts": self.parts,
            "vote_by": self.vote_by,
            "why": story.why(self.events),
            "promises": promises.of(self.appeal, self.events, self.now, vote_by=self.vote_by),
            "text_note": moderated.text_note(self.appeal.moderated),
            "is_open": self.appeal.status in workflow.OPEN,
            "takes_doubts": self.appeal.status in TAKEN,
            "statute": self.statute,
            "outages": outages.of_card(self.appeal, at=self.now),
            "reported": [photo for photo in self.photos if photo.kind == Attachment.REPORTED],
            "picture": shown[-1] if shown else None,
            "work": [photo for photo in self.photos if photo.kind != Attachment.REPORTED],
        }


def find(number: str) -> Appeal | None:
    """The appeal with this number in either alphabet, public or not; None when it is none of ours."""
    return lookup.one(number, Appeal.objects.with_card())


def find_public(number: str) -> Appeal | None:
    """The same, if everybody may read it: a hidden one and a missing one look alike."""
    return lookup.one(number, Appeal.objects.public().with_card())


def _parts(appeal: Appeal) -> list[Part]:
    """The parts in their order; a question that waits is read only where one does."""
    found = list(appeal.children.select_related("organisation").order_by("part"))
    asking = [part.pk for part in found if part.status == "needs_information"]
    asked = Event.objects.filter(appeal__in=asking, kind="ask").order_by("id") if asking else ()
    questions = {event.appeal_id: str(event.details.get("comment", "")) for event in asked}
    return [Part(part, questions.get(part.pk, "")) for part in found]


def _vote_by(appeal: Appeal) -> datetime | None:
    """Until when the applicant's answer is waited for; None while somebody will call."""
    if appeal.status != "resolved" or appeal.vote_since is None:
        return None
    return appeal.vote_since + timedelta(days=Policy.of_city().vote_days)
