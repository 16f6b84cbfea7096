"""Who learns what: every person of the staff has one course of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from appeals.models import Member, Organisation
from appeals.workflow import DESK
from tenants.accounts.actor import Role
from tenants.accounts.models import User

ADMINISTRATOR, CREW, DISPATCHER, ORGANISATION = (
    "administrator",
    "crew",
    "dispatcher",
    "organisation",
)


@dataclass(frozen=True, slots=True)
class Learner:
    """A person of the staff with their course; `organisation` is None for the city's own people."""

    user_id: int
    name: str
    course: str
    organisation: Organisation | None = None
    member: Member | None = None

    @property
    def place(self) -> str:
        """Where they work, for the certificate; empty for the city."""
        return self.organisation.name if self.organisation is not None else ""

    @property
    def leads(self) -> bool:
        """Whether an organisation's people are theirs to look after."""
        return self.member is not None and self.member.position == Member.HEAD


def course_of(member: Member) -> str:
    """The course of a place in an organisation."""
    return CREW if member.position == Member.CREW else ORGANISATION


def of(user: User) -> Learner | None:
    """This person as a learner; None for residents and for those without a place."""
    if not user.is_active:
        return None
    if user.role in DESK:
        return _of_city(user)
    members = Member.objects.filter(user=user, is_active=True)
    member = members.select_related("organisation", "user").first()
    return _of_member(member) if member is not None else None


def of_city() -> list[Learner]:
    """The city's own people; one statement."""
    people = User.objects.filter(role__in=[str(role) for role in DESK], is_active=True)
    return [_of_city(user) for user in people.order_by("name", "pk")]


def of_organisations(ids: Iterable[int] | None = None) -> list[Learner]:
    """People of these organisations, or of all; one statement."""
    members = Member.objects.filter(is_active=True, user__is_active=True)
    if ids is not None:
        members = members.filter(organisation__in=list(ids))
    found = members.select_related("user", "organisation")
    return [_of_member(member) for member in found.order_by("organisation_id", "user__name", "pk")]


def _of_city(user: User) -> Learner:
    course = ADMINISTRATOR if user.role == Role.ADMINISTRATOR else DISPATCHER
    return Learner(user.pk, str(user), course)


def _of_member(member: Member) -> Learner:
    return Learner(member.user_id, str(member.user), course_of(member), member.organisation, member)
