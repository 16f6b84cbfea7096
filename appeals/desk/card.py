"""All that a page of one appeal shows to one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.access import contact_is_open
from appeals.desk import moves, story, terms
from appeals.desk.forms.moves import MoveForm
from appeals.desk.moves import Offered
from appeals.desk.story import Line
from appeals.desk.terms import ClockLine
from appeals.models import Appeal, Applicant, Attachment, Event
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Card:
    """One appeal with its clocks, journal, photos and the moves open to this person."""

    appeal: Appeal
    applicant: Applicant | None
    contact_is_open: bool
    text: str
    clocks: Sequence[ClockLine]
    journal: Sequence[Line]
    photos: Sequence[Attachment]
    moves: Sequence[Offered]
    afterwards: str
    seen: int

    @property
    def report(self) -> Line | None:
        """What the organisation said about the finished work, the latest."""
        return next((line for line in self.journal if line.shape == "resolved"), None)

    def since(self, sequence: int) -> list[Line]:
        """What was written into the journal after this record, oldest first."""
        return [line for line in reversed(self.journal) if line.sequence > sequence]


def read(
    appeal: Appeal, actor: Actor, *, tried: MoveForm | None = None, tried_name: str = ""
) -> Card:
    """Read the card; the appeal comes from `finding.carded`."""
    events = list(Event.objects.filter(appeal=appeal))
    is_open = contact_is_open(appeal, actor)
    offers = moves.offered(appeal, actor, tried, tried_name)
    return Card(
        appeal=appeal,
        applicant=getattr(appeal, "applicant", None),
        contact_is_open=is_open,
        text=appeal.text if is_open else appeal.public_text,
        clocks=terms.lines(appeal, events),
        journal=story.lines(events, is_open=is_open),
        photos=list(Attachment.objects.filter(appeal=appeal)) if appeal.photo_count else [],
        moves=offers,
        afterwards=moves.afterwards(appeal, actor, offers),
        seen=events[-1].sequence if events else 0,
    )
