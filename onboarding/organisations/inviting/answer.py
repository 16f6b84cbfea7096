"""The answer to an invitation: its head comes in and the organisation's way begins."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotFound
from appeals.models import Member
from onboarding.organisations import stages, steps
from onboarding.organisations.inviting.invite import digest
from onboarding.organisations.inviting.order import LONGEST, refuse_taken
from onboarding.organisations.models import Invitation
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User


class NoInvitation(NotFound):
    """The link was never given, was replaced by a newer one, or has been used."""

    sentence = (
        "Ссылка больше не действует: приглашение приняли, отозвали или прислали новое. "
        "Откройте самое позднее письмо или попросите город прислать ещё одно."
    )


def by_key(key: str, *, at: datetime) -> Invitation:
    """The invitation that this link opens.

    Raises:
        NoInvitation
    """
    found = Invitation.objects.select_related("organisation").filter(key_digest=digest(key)).first()
    if found is None or not found.holds(at):
        raise NoInvitation
    return found


@whole
def accept(key: str, *, name: str, at: datetime) -> User:
    """The head's account with a place in the organisation; the link has proved the address.

    Raises:
        BadInput: no name, or the address got an account meanwhile.
        NoInvitation
    """
    known = by_key(key, at=at)
    invitation = Invitation.objects.select_for_update().get(pk=known.pk)
    if not invitation.holds(at):
        raise NoInvitation
    called = " ".join(name.split())
    if not called or len(called) > LONGEST or "\x00" in called:
        raise BadInput({"name": "Укажите имя и фамилию: так вас увидит город."})
    refuse_taken(invitation.email, besides=invitation.pk)
    person = User.objects.create_user(
        email=invitation.email, password=None, name=called, role="organisation"
    )
    Member.objects.create(
        user=person, organisation_id=invitation.organisation_id, position=Member.HEAD
    )
    invitation.accepted_at, invitation.user = at, person
    invitation.save(update_fields=["accepted_at", "user"])
    organisation = stages.advance(invitation.organisation_id, to="agreement")
    if organisation.agreed_on(today(at)):
        # Its paper was signed before the letter was opened.
        organisation = stages.advance(invitation.organisation_id, to="training")
    head = Actor(role=Role.ORGANISATION, user_id=person.pk, name=called)
    steps.note(organisation, "joined", by=head, at=at)
    return person
