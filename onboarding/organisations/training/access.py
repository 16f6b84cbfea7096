"""Who looks after whose training."""

from appeals.access import is_head
from appeals.workflow import SENIORS
from tenants.accounts.actor import Actor, Role

WHO_REMINDS = "Напоминает руководитель организации или администрация города."


def sees_city(actor: Actor) -> bool:
    """Whether this person sees how everybody in the city learns."""
    return actor.role in SENIORS


def sets_rules(actor: Actor) -> bool:
    """Whether this person says what the city asks of its people."""
    return actor.role == Role.ADMINISTRATOR


def withdraws(actor: Actor) -> bool:
    """Whether this person may withdraw a certificate."""
    return actor.role == Role.ADMINISTRATOR


def reminds(actor: Actor, organisation_id: int | None) -> bool:
    """Whether this person may remind people of this organisation (None: of the city) of their course."""
    if sees_city(actor):
        return True
    return (
        is_head(actor) and organisation_id is not None and actor.organisation_id == organisation_id
    )


def looks_after(actor: Actor) -> bool:
    """Whether somebody's training is theirs to look after at all."""
    return sees_city(actor) or is_head(actor)


def sees_certificate(actor: Actor, user_id: int, organisation_id: int | None) -> bool:
    """Whether this person may take the certificate of somebody: their own, or of those they look after."""
    return actor.user_id == user_id or reminds(actor, organisation_id)
