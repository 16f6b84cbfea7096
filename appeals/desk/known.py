"""What the city already knows of a caller and of a house, while the call goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import get_language

from appeals import catalogue, routing
from appeals.actions import Filing, placing
from appeals.errors import BadInput
from appeals.models import Appeal, House, Organisation, Serving
from tenants.accounts.actor import Actor

_RECENT = timedelta(days=30)
_MOST = 4


@dataclass(slots=True)
class Known:
    """Appeals of the same phone, appeals at the same house, who serves it, where this one goes."""

    house: House | None = None
    at_house: Sequence[Appeal] = ()
    of_phone: Sequence[Appeal] = ()
    servings: list[tuple[str, Organisation]] = field(default_factory=list)
    goes_to: Organisation | None = None
    goes_why: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.house or self.of_phone)


def read(filing: Filing, actor: Actor, now: datetime) -> Known:
    """Look up what is told so far; nothing is an error here."""
    found = Known()
    seen = Appeal.objects.visible_to(actor).select_related("category")
    if filing.phone:
        rows = seen.filter(applicant__phone=filing.phone)
        found.of_phone = list(rows.order_by("-id")[:_MOST])
    if filing.house_id is None:
        return found
    found.house = House.objects.filter(pk=filing.house_id).first()
    if found.house is None:
        return found
    rows = seen.filter(house_id=filing.house_id, registered_at__gte=now - _RECENT)
    found.at_house = list(rows.order_by("-registered_at")[:_MOST])
    today = localdate(now)
    names = {s.code: s.name.in_language(get_language() or "ru") for s in catalogue.services()}
    found.servings = [
        (names.get(line.service, line.service), line.organisation)
        for line in Serving.objects.filter(house=found.house).select_related("organisation")
        if (line.since is None or line.since <= today)
        and (line.until is None or today < line.until)
    ]
    _foretell(found, filing, now)
    return found


def _foretell(found: Known, filing: Filing, now: datetime) -> None:
    """Where an appeal of this category at this house would go."""
    if not filing.category:
        return
    try:
        category, where = placing.checked(filing, placing.look(filing, key=None, at=now))
    except BadInput:
        return
    decision = routing.route(where.facts(category, at=now, channel="phone"))
    found.goes_to = where.organisation(decision.organisation_id)
    found.goes_why = decision.sentence
