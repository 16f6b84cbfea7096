"""Who sees and who leads an organisation's way to live work."""

from appeals import workflow
from appeals.access import answers_for_work, is_head
from appeals.errors import NotFound
from appeals.models import Organisation
from appeals.models.organisation import OrganisationQuerySet
from tenants.accounts.actor import Actor, Role


class NoOrganisation(NotFound):
    """There is no such organisation, or it is not theirs to see."""

    sentence = "Такой организации в городе нет."


def sees_all(actor: Actor) -> bool:
    """Whether this person sees the ways of all organisations: the city's seniors."""
    return actor.role in workflow.SENIORS


def speaks_for_city(actor: Actor) -> bool:
    """Whether this person invites, signs and ends in the city's name."""
    return actor.role == Role.ADMINISTRATOR


def speaks_for(actor: Actor, organisation: Organisation) -> bool:
    """Whether this person signs and answers in the organisation's name: its head."""
    return is_head(actor) and actor.organisation_id == organisation.pk


def changes_details(actor: Actor, organisation: Organisation) -> bool:
    """Whether this person writes what agreements say of the organisation."""
    return speaks_for_city(actor) or speaks_for(actor, organisation)


def changes_inn(actor: Actor, organisation: Organisation) -> bool:
    """Whether this person writes the ИНН by which signatures are checked: once known, the city alone."""
    return speaks_for_city(actor) or not organisation.inn


def takes_papers(actor: Actor) -> bool:
    """Whether this person takes agreements, signatures and scans away: everybody but support."""
    return not actor.support


def takes_drafts(actor: Actor) -> bool:
    """Whether this person takes away what an agreement will be."""
    return speaks_for_city(actor) and takes_papers(actor)


def asks_for_practice(actor: Actor, organisation: Organisation) -> bool:
    """Whether this person sends practice: the city's seniors, the organisation's own dispatchers, and
    the timetable."""
    own = answers_for_work(actor) and actor.organisation_id == organisation.pk
    return own or sees_all(actor) or actor.role == Role.SYSTEM


def ends_practice(actor: Actor, organisation: Organisation) -> bool:
    """Whether this person purges practice: the city's seniors, the organisation's head."""
    return sees_all(actor) or speaks_for(actor, organisation)


def launches(actor: Actor) -> bool:
    """Whether this person begins live work through the gate, and checks the phone: the city's seniors."""
    return sees_all(actor) or actor.role == Role.SYSTEM


def launches_early(actor: Actor) -> bool:
    """Whether this person begins before the gate opens, suspends and ends: the administrator."""
    return speaks_for_city(actor) or actor.role == Role.SYSTEM


def visible_to(actor: Actor) -> OrganisationQuerySet:
    """The organisations whose way this person may see: all, one's own, or none."""
    if sees_all(actor):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk=actor.organisation_id or 0)


def one(organisation_id: int, actor: Actor) -> Organisation:
    """An organisation this person may see.

    Raises:
        NoOrganisation
    """
    found = visible_to(actor).filter(pk=organisation_id).first()
    if found is None:
        raise NoOrganisation
    return found
