"""The city's invitation: sent, sent again, withdrawn."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Organisation
from onboarding.organisations import access, steps
from onboarding.organisations.inviting import order as orders
from onboarding.organisations.inviting.order import Order
from onboarding.organisations.models import Details, Invitation
from tenants.accounts import limits, links
from tenants.accounts.actor import Actor
from tenants.accounts.models import User

HOLDS = timedelta(days=14)
# So many letters an hour from one city: they go to strangers' addresses.
LETTERS = (600, 3600)


@whole
def invite(order: Order, *, by: Actor, at: datetime) -> Organisation:
    """A letter to an organisation's head; one that the import of houses made already is taken over.

    Raises:
        BadInput: a field that cannot be taken, or the organisation is on its way already.
        NotAllowed: only the administration invites.
    """
    _only_city(by)
    order = orders.checked(order)
    organisation = orders.known(order)
    if organisation is not None:
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        orders.refuse_known(organisation)
    orders.refuse_taken(order.email)
    organisation = _kept(organisation or Organisation(), order)
    if order.head_name:
        Details.objects.update_or_create(
            organisation=organisation, defaults={"head_name": order.head_name}
        )
    key = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=order.email,
        name=order.head_name,
        scope=order.scope.kept(),
        key_digest=digest(key),
        sent_at=at,
        expires_at=at + HOLDS,
        by_name=by.name,
    )
    steps.note(organisation, "invited", by=by, at=at)
    _send(invitation, key, by=by)
    return organisation


@whole
def invite_again(organisation_id: int, *, by: Actor, at: datetime, email: str = "") -> Invitation:
    """The same invitation with a new link, perhaps to another address; the old link dies.

    Raises:
        BadInput: no such address, or a taken one.
        RefusedMove: nobody was invited, or the invitation was accepted.
        NotAllowed, NoOrganisation
    """
    _only_city(by)
    invitation = _open_one(organisation_id, by)
    invitation.email = email.strip().lower() or invitation.email
    if email:
        orders.refuse_bad_email(invitation.email)
    orders.refuse_taken(invitation.email, besides=invitation.pk)
    key = secrets.token_urlsafe(24)
    invitation.key_digest = digest(key)
    invitation.sent_at, invitation.expires_at = at, at + HOLDS
    invitation.sent_count += 1
    invitation.save()
    steps.note(invitation.organisation, "invited_again", by=by, at=at)
    _send(invitation, key, by=by)
    return invitation


@whole
def withdraw(organisation_id: int, *, by: Actor, at: datetime) -> Invitation:
    """The link lets nobody in any more; the organisation stays in the list.

    Raises:
        RefusedMove, NotAllowed, NoOrganisation
    """
    _only_city(by)
    invitation = _open_one(organisation_id, by)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    steps.note(invitation.organisation, "invitation_withdrawn", by=by, at=at)
    return invitation


def digest(key: str) -> str:
    """The form in which a link's key is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def _kept(organisation: Organisation, order: Order) -> Organisation:
    """The organisation with what the order says; what it does not say stays."""
    organisation.kind, organisation.inn = order.kind, order.inn
    organisation.name = organisation.name or order.name
    organisation.short_name = order.short_name or organisation.short_name or order.name
    for name in ("ogrn", "email", "phone", "emergency_phone"):
        setattr(organisation, name, getattr(order, name) or getattr(organisation, name))
    organisation.services = list(order.scope.services) or organisation.services
    if organisation.pk is None:
        same = Organisation.objects.filter(name=organisation.name, outside_id="")
        if same.exists():
            raise BadInput(
                {"name": "Организация с таким названием и другим ИНН уже есть. Уточните название."}
            )
    organisation.save()
    return organisation


def _open_one(organisation_id: int, by: Actor) -> Invitation:
    organisation = access.one(organisation_id, by)
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise RefusedMove("Открытого приглашения нет: его приняли или отозвали.")
    return found


def _only_city(by: Actor) -> None:
    if not access.speaks_for_city(by):
        raise NotAllowed("Приглашает администратор города.")


def _send(invitation: Invitation, key: str, *, by: Actor) -> None:
    if not limits.allowed("organisation-invitation", links.absolute("/"), *LETTERS):
        raise BadInput({"email": "Слишком много приглашений подряд. Продолжите через час."})
    get_adapter().send_mail(
        "onboarding/email/invitation",
        invitation.email,
        {
            # The letter's templates speak to a person without an account yet.
            "user": User(email=invitation.email, name=invitation.name),
            "invitation": invitation,
            "organisation": invitation.organisation,
            "inviter": by.name,
            "url": links.named("connecting:invitation", key=key),
        },
    )
