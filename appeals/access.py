"""From a person to an actor: the only reader of people's places."""

from appeals.models import Member
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User


def actor_of(user: User, *, channel: str = "web") -> Actor:
    """The part in which this person acts in this city.

    A member acts for an organisation; somebody with the role and without a place is a resident.
    """
    if not user.is_active:
        return Actor(role=Role.RESIDENT, channel=channel)
    if user.role != "organisation":
        return Actor(role=Role(user.role), user_id=user.pk, name=user.name, channel=channel)
    member = Member.objects.filter(user=user, is_active=True).first()
    if member is None:
        return Actor(role=Role.RESIDENT, user_id=user.pk, name=user.name, channel=channel)
    return Actor(
        role=Role.CREW if member.position == Member.CREW else Role.ORGANISATION,
        user_id=user.pk,
        name=user.name,
        organisation_id=member.organisation_id,
        crew_id=member.crew_id,
        channel=channel,
    )
