"""All that a page of one appeal shows to one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from appeals.access import call_is_open, contact_is_open
from appeals.desk import colleagues, lending, moves, nearby, story, terms, wording
from appeals.desk.colleagues import Aside
from appeals.desk.forms.moves import MoveForm
from appeals.desk.lending import Lending
from appeals.desk.moves import Offered
from appeals.desk.nearby import Near
from appeals.desk.story import Line
from appeals.desk.terms import ClockLine
from appeals.desk.wording import Ready
from appeals.models import Appeal, Applicant, Attachment, Call, Cause, Event, Joined
from appeals.workflow import Status
from tenants.accounts.actor import Actor, Role

# More of those who joined are only counted.
_JOINED = 20


@dataclass(frozen=True)
class Card:
    """One appeal with its clocks, journal, photos and the moves open to this person.

    What not every screen shows is read when a template first names it.
    """

    appeal: Appeal
    applicant: Applicant | None
    contact_is_open: bool
    text: str
    clocks: Sequence[ClockLine]
    journal: Sequence[Line]
    photos: Sequence[Attachment]
    moves: Sequence[Offered]
    afterwards: str
    actor: Actor
    seen: int

    @property
    def report(self) -> Line | None:
        """What the organisation said about the finished work, the latest."""
        return next((line for line in self.journal if line.shape == "resolved"), None)

    @property
    def call(self) -> Call | None:
        """The call it was told in, with its recording: for the desk alone."""
        return self.appeal.call if call_is_open(self.actor) else None

    @cached_property
    def joined(self) -> Sequence[Joined]:
        """Who else has the same trouble, for those who may know how to reach them."""
        if not self.appeal.joined_count or not self.contact_is_open:
            return ()
        return list(self.appeal.joined.all()[:_JOINED])

    @cached_property
    def ready(self) -> Sequence[Ready]:
        """Templates for the forms that take words."""
        takes_words = any(offer.move.form.ready_field for offer in self.moves)
        return wording.ready(self.appeal, self.actor) if takes_words else ()

    @cached_property
    def aside(self) -> Aside:
        """Private notes of one's own side."""
        return colleagues.read(self.appeal, self.actor)

    @cached_property
    def near(self) -> Sequence[Near]:
        """Open tasks of the same kind around."""
        return nearby.read(self.appeal, self.actor)

    @cached_property
    def causes(self) -> Sequence[Cause]:
        """The city's list once the work is reported: until then the report itself asks."""
        is_reported = self.appeal.status in (Status.RESOLVED, Status.CONFIRMED)
        if not is_reported or self.actor.role == Role.CREW:
            return ()
        return Cause.objects.for_service(self.appeal.service)

    @cached_property
    def lending(self) -> Lending | None:
        """What is lent to a contractor, or may be; None: not this person's, or not now."""
        return lending.read(self.appeal, self.actor)

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
        actor=actor,
        seen=events[-1].sequence if events else 0,
    )
