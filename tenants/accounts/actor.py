"""Who acts: an unchangeable answer that every action takes instead of a request or a user."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In which part somebody acts on an appeal."""

    RESIDENT = "resident"
    APPLICANT = "applicant"
    DISPATCHER = "dispatcher"
    CONTROLLER = "controller"
    ADMINISTRATOR = "administrator"
    ORGANISATION = "organisation"
    CREW = "crew"
    OPERATOR = "operator"
    TELEPHONY = "telephony"
    SYSTEM = "system"


# Those who work appeals; everybody else reads what is public.
STAFF = frozenset(
    {Role.DISPATCHER, Role.CONTROLLER, Role.ADMINISTRATOR, Role.ORGANISATION, Role.CREW}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A role, and whose hands it is in."""

    role: Role
    user_id: int | None = None
    name: str = ""
    organisation_id: int | None = None
    crew_id: int | None = None
    channel: str = "web"
    # A member's place in the organisation: "head", "dispatcher", "crew"; empty for everybody else.
    position: str = ""
    # The operator who looks on with the city's consent; nothing is theirs to change.
    support: str = ""
    # How far a member's organisation is on its way to live work; empty for everybody else.
    stage: str = ""

    @property
    def is_trial(self) -> bool:
        """Of an organisation in its trial: it works practice appeals and sees no others."""
        return self.stage == "trial"

    @property
    def is_staff(self) -> bool:
        """Whether this is one of those who work appeals."""
        return self.role in STAFF


SYSTEM = Actor(role=Role.SYSTEM, name="Система", channel="system")
ANONYMOUS = Actor(role=Role.RESIDENT, channel="web")
