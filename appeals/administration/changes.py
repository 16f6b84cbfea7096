"""The record of what was changed in the way a city works."""

from datetime import datetime

from appeals.models import SettingChange
from tenants.accounts.actor import Actor


def record(
    subject: str, *, by: Actor, at: datetime, before: str = "", after: str = "", reason: str = ""
) -> None:
    """Write down who changed what; nothing when nothing changed."""
    if before == after and not reason:
        return
    SettingChange.objects.create(
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
        subject=subject,
        before=before,
        after=after,
        reason=reason,
    )
