"""The first person of a new city."""

from typing import Any

from tenants.accounts.actor import Role
from tenants.accounts.invitations import invite


def plant(order: dict[str, Any]) -> None:
    """Invite the administrator whom the order names: `administrator: {email, name}`.

    Repeating it invites nobody twice.
    """
    wanted = order.get("administrator") or {}
    if wanted.get("email"):
        invite(email=wanted["email"], name=wanted.get("name", ""), role=Role.ADMINISTRATOR)
