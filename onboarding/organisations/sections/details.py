"""Step 1: who the organisation is, what it serves, how the city invited it."""

from datetime import datetime

from appeals import catalogue
from appeals.models import House, Organisation
from onboarding.organisations import access
from onboarding.organisations.models import Details, Invitation
from onboarding.organisations.sections import Section
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Done when the organisation has come in and its details are whole."""
    details = Details.objects.filter(organisation=organisation).first()
    invitation = Invitation.objects.filter(organisation=organisation).first()
    missing = lacking(organisation, details)
    has_people = organisation.members.exists()
    is_done = has_people and not missing
    return Section(
        title="Сведения и зона ответственности",
        state="done" if is_done else "now",
        tag=_tag(organisation, invitation, is_done=is_done, has_people=has_people, at=at),
        template="onboarding/sections/details.html",
        context={
            "details": details or Details(organisation=organisation),
            "invitation": invitation,
            "invitation_holds": invitation is not None and invitation.holds(at),
            "missing_details": missing,
            "service_names": services_of(organisation),
            "houses_served": houses_served(organisation),
            "may_change_details": access.changes_details(actor, organisation),
            "may_invite": access.speaks_for_city(actor) and not has_people,
        },
    )


def lacking(organisation: Organisation, details: Details | None) -> list[str]:
    """What an agreement needs and nobody has told yet, in words for a list."""
    told = {
        "ИНН": organisation.inn,
        "адрес": details.address if details else "",
        "руководитель": details.head_name if details else "",
        "телефон": organisation.phone or organisation.emergency_phone,
        "круглосуточный телефон": organisation.emergency_phone,
    }
    return [name for name, value in told.items() if not value]


def services_of(organisation: Organisation) -> list[str]:
    """Names of the services it gives, in the catalogue's order."""
    return [one.name.ru for one in catalogue.services() if one.code in organisation.services]


def houses_served(organisation: Organisation) -> int:
    """Houses that the matrix gives it, whatever the service."""
    return House.objects.filter(servings__organisation=organisation).distinct().count()


def _tag(
    organisation: Organisation,
    invitation: Invitation | None,
    *,
    is_done: bool,
    has_people: bool,
    at: datetime,
) -> str:
    if is_done:
        return "готово"
    if has_people:
        return "дополните сведения"
    if invitation is None or not invitation.is_open:
        return "не приглашена"
    return "ждём ответа" if invitation.holds(at) else "приглашение устарело"
