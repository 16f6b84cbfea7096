"""Whom letters of an organisation's way reach: its heads, and the city's curators."""

from appeals.models import Member, Organisation
from tenants.accounts.actor import Role
from tenants.accounts.models import User


def heads(organisation: Organisation) -> list[int]:
    """The people who lead it."""
    members = Member.objects.filter(
        organisation=organisation, position=Member.HEAD, is_active=True, user__is_active=True
    )
    return list(members.values_list("user_id", flat=True))


def curators() -> list[int]:
    """The city's administrators: they invite, sign and launch."""
    people = User.objects.filter(role=str(Role.ADMINISTRATOR), is_active=True)
    return list(people.values_list("pk", flat=True))
