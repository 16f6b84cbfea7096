"""A card's parts, read in as few statements as there are tables: the appeal, its journal, its photos."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from appeals import lookup
from appeals.models import Appeal, Attachment, Event
from portal import outages, promises, story


@dataclass(slots=True)
class Card:
    """Everything one page shows of one appeal; `own`: to the applicant, with what is not public."""

    appeal: Appeal
    now: datetime
    own: bool = False
    events: list[Event] = field(default_factory=list)
    photos: list[Attachment] = field(default_factory=list)

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
        return cls(
            appeal=appeal,
            now=now,
            own=own,
            events=list(Event.objects.filter(appeal=appeal, is_public=True)),
            photos=list(photos.filter(is_verified=True) if own else photos.filter(is_public=True)),
        )

    def context(self) -> dict[str, Any]:
        """What the card's templates read."""
        lines = story.lines(self.events)
        return {
            "appeal": self.appeal,
            "now": self.now,
            "own": self.own,
            "lines": lines,
            "last": lines[-1] if lines else None,
            "coming": story.coming(self.appeal),
            "live": self.live,
            "seal": story.seal(self.events),
            "promises": promises.of(self.appeal, self.events, self.now),
            "outages": outages.of_card(self.appeal, at=self.now),
            "reported": [photo for photo in self.photos if photo.kind == Attachment.REPORTED],
            "work": [photo for photo in self.photos if photo.kind != Attachment.REPORTED],
        }


def find(number: str) -> Appeal | None:
    """The appeal with this number in either alphabet, public or not; None when it is none of ours."""
    return lookup.one(number, Appeal.objects.with_card())


def find_public(number: str) -> Appeal | None:
    """The same, if everybody may read it: a hidden one and a missing one look alike."""
    return lookup.one(number, Appeal.objects.public().with_card())
