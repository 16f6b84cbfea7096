"""What residents see of the outage register: on their house, in the form, on a card, in the city."""

from collections.abc import Collection, Sequence
from datetime import datetime

from appeals import workflow
from appeals.models import Appeal, Outage
from appeals.registry import outages

CITY = 200
_FIRST = 2


def of_filing(house_id: int | None, service: str, *, at: datetime) -> list[Outage]:
    """What somebody who is about to file must know: of the theme's service, of all without a theme."""
    running = outages.running(house_id, at=at)
    return [outage for outage in running if not service or outage.service == service]


def of_card(appeal: Appeal, *, at: datetime) -> list[Outage]:
    """The outage that an open appeal waits for; one statement, none for a closed one."""
    if appeal.status not in workflow.OPEN:
        return []
    incident = appeal.incident
    if appeal.house_id is None and incident is not None and incident.is_open:
        return list(
            Outage.objects.select_related("organisation", "incident").filter(incident=incident)
        )
    if not appeal.service:
        return []
    return outages.running(appeal.house_id, appeal.service, at=at)


def unseen(found: Sequence[Outage], told: str) -> bool:
    """Whether one of these was not on the page that was sent."""
    seen: Collection[str] = told[:2000].split(",")
    return any(str(outage.pk) not in seen for outage in found)


def headline(at: datetime) -> dict[str, object]:
    """How many outages go on in the city and the first of them, for the home page."""
    running = [row for row in outages.of_city(at=at, limit=CITY) if row.starts_at <= at]
    return {"count": len(running), "first": running[:_FIRST]}
