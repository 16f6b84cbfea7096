"""All that a page of one appeal shows to one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from appeals import access, labels
from appeals.access import (
    call_is_open,
    contact_is_open,
    gives_own_number,
    handles_statutory,
    is_arbiter,
    journal_is_open,
    moderates,
)
from appeals.actions import later_dates
from appeals.desk import colleagues, lending, moves, nearby, story, terms, wording
from appeals.desk.colleagues import Aside
from appeals.desk.forms.move import MoveForm
from appeals.desk.lending import Lending
from appeals.desk.moves import Offered
from appeals.desk.nearby import Near
from appeals.desk.story import Line
from appeals.desk.terms import ClockLine
from appeals.desk.wording import Ready
from appeals.masking import masked
from appeals.models import (
    Appeal,
    Applicant,
    Attachment,
    Call,
    Cause,
    Event,
    Joined,
    OfficialLetter,
    Policy,
    Postponement,
)
from appeals.workflow import Status
from tenants.accounts.actor import Actor

# Where an appeal stands that may have been given to several executors.
_IN_PARTS = frozenset(
    {Status.SPLIT, Status.RESOLVED, Status.CONFIRMED, Status.ARCHIVED, Status.REOPENED}
)
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
    def takes_own_number(self) -> bool:
        """Whether this person may write their own journal's number."""
        return gives_own_number(self.actor)

    @property
    def moderates(self) -> bool:
        """Whether this person decides what everybody sees."""
        return moderates(self.actor)

    @property
    def landmark(self) -> str:
        """What is near it; like the address covered while the contact is not open."""
        landmark = self.appeal.landmark
        return landmark if self.contact_is_open else masked(landmark)

    @property
    def report(self) -> Line | None:
        """What the organisation said about the finished work, the latest."""
        return next((line for line in self.journal if line.shape == "resolved"), None)

    @property
    def call(self) -> Call | None:
        """The call it was told in, with its recording: for the desk alone."""
        return self.appeal.call if call_is_open(self.actor) else None

    @cached_property
    def parts(self) -> Sequence[Appeal]:
        """Who works which part, where several executors do."""
        appeal = self.appeal
        if appeal.organisation_id is not None or appeal.status not in _IN_PARTS:
            return ()
        return list(appeal.children.select_related("organisation").order_by("part"))

    @cached_property
    def whole(self) -> Appeal | None:
        """The appeal this is a part of: the resident's own words stand there."""
        return self.appeal.parent if self.appeal.parent_id is not None else None

    @cached_property
    def asked(self) -> Postponement | None:
        """A later date somebody asked for, not decided yet."""
        return later_dates.waiting(self.appeal)

    @cached_property
    def is_before_arbiter(self) -> bool:
        """Whether it waits for the arbiter, and this is somebody else."""
        appeal = self.appeal
        return (
            appeal.arbiter_since is not None
            and appeal.status == Status.RETURNED
            and not is_arbiter(self.actor, Policy.of_city())
        )

    @cached_property
    def letters(self) -> Sequence[OfficialLetter]:
        """What was written to the applicant under 59-ФЗ."""
        if not handles_statutory(self.actor) or not hasattr(self.appeal, "statutory"):
            return ()
        return list(OfficialLetter.objects.filter(appeal=self.appeal))

    @property
    def outcome(self) -> str:
        """How it ended, in a word; empty while it is open."""
        return str(labels.OUTCOMES.get(self.appeal.outcome, ""))

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
        if not is_reported or not access.names_cause(self.actor):
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
        applicant=applicant_of(appeal),
        contact_is_open=is_open,
        text=appeal.text if is_open else appeal.public_text,
        clocks=[*terms.law_lines(appeal), *terms.lines(appeal, events)],
        journal=story.lines(events, is_open=journal_is_open(appeal, actor)),
        photos=photos_of(appeal),
        moves=offers,
        afterwards=moves.afterwards(appeal, actor, offers),
        actor=actor,
        seen=events[-1].sequence if events else 0,
    )


def applicant_of(appeal: Appeal) -> Applicant | None:
    """Who filed it; a part has no applicant of its own."""
    whole = appeal.parent if appeal.parent_id is not None else appeal
    return getattr(whole, "applicant", None)


def photos_of(appeal: Appeal) -> list[Attachment]:
    """Its photos; the executor of a part sees what the resident sent with the whole too."""
    if appeal.parent_id is not None:
        return list(Attachment.objects.filter(appeal__in=(appeal.pk, appeal.parent_id)))
    return list(Attachment.objects.filter(appeal=appeal)) if appeal.photo_count else []
