"""Connecting an organisation at once: for those whose papers and training are done elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from appeals import catalogue
from appeals.errors import BadInput
from appeals.models import Member, Organisation
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.launching import launch
from onboarding.organisations.rules_of_route import route_by_service
from onboarding.organisations.stages import advance
from onboarding.organisations.today import today
from onboarding.organisations.training.clearance import vouch
from tenants.accounts.actor import SYSTEM
from tenants.accounts.models import User

# What stands for the number of a paper nobody has typed in.
_ON_PAPER = "б/н"
_WAY = ("agreement", "training", "trial")
_EARLY = "бумаги и обучение оформлены вне системы"


@transaction.atomic
def connect(
    *, name: str, short_name: str, services: Sequence[str], phone: str, member: User, at: datetime
) -> Organisation:
    """An organisation at live work with its first member, and a rule that sends it its services.

    Its agreement is on paper and counts from today.

    Raises:
        BadInput: no such service, or an organisation of this name is there already.
    """
    known = {service.code for service in catalogue.services()}
    if strange := sorted(set(services) - known):
        raise BadInput(
            {"services": f"Нет услуг: {', '.join(strange)}. Есть: {', '.join(sorted(known))}."}
        )
    if Organisation.objects.filter(name=name).exists():
        raise BadInput({"name": f"«{name}» в этом городе уже есть."})
    organisation = Organisation.objects.create(
        name=name, short_name=short_name, services=list(services), phone=phone
    )
    vouch(Member.objects.create(user=member, organisation=organisation, position=Member.HEAD))
    record_paper(organisation, number=_ON_PAPER, since=today(at), by=SYSTEM, at=at)
    for stage in _WAY:
        organisation = advance(organisation.pk, to=stage)
    organisation = launch(organisation.pk, by=SYSTEM, at=at, reason=_EARLY)
    if services:
        route_by_service(organisation, services)
    return organisation
