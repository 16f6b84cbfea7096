"""What happened to a task while its crew was without a connection."""

from appeals.actions import held
from appeals.desk import story
from appeals.desk.story import Line
from appeals.models import Event
from tenants.accounts.actor import Actor


def lines(appeal_id: int, actor: Actor) -> list[Line]:
    """What others did since this crew got the task, oldest first, as everybody may read it."""
    since = held.since(appeal_id, actor)
    if since is None:
        return []
    others = Event.objects.filter(appeal_id=appeal_id, at__gt=since, is_public=True)
    others = others.exclude(actor_id=actor.user_id) if actor.user_id else others
    return story.lines(list(others), is_open=False)[::-1]
