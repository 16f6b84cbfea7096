"""The letter of the morning: what an organisation handled on time yesterday, what was late and why."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from appeals.models import Organisation
from appeals.notifications import post
from appeals.notifications.post import News, Person
from onboarding.organisations import readers
from onboarding.organisations.trial.sheet import Sheet, sheet
from tenants.accounts import links
from tenants.isolation import scope

# From this hour of the city's morning, until it is late for one.
_FROM, _TILL = 8, 12


def write(*, at: datetime) -> int:
    """Write once a morning to the heads in trial and the city's curators; how many organisations."""
    local = at.astimezone(ZoneInfo(scope.require().time_zone))
    if not _FROM <= local.hour < _TILL:
        return 0
    yesterday = local.date() - timedelta(days=1)
    told = 0
    for organisation in Organisation.objects.filter(stage=Organisation.TRIAL).order_by("pk"):
        found = sheet(organisation, yesterday, at=at)
        if not found.is_empty:
            post.send_all(_news(found), event="work", at=at)
            told += 1
    return told


def _news(found: Sheet) -> list[News]:
    organisation = found.organisation
    link = links.absolute(f"/desk/connecting/{organisation.pk}/practice/{found.day}/")
    return [
        News(
            Person(user_id),
            key=f"practice:{organisation.pk}:{found.day}:{user_id}",
            subject=f"{organisation}: учебные обращения за {found.day:%d.%m}",
            text=words(found),
            link=link,
        )
        for user_id in sorted({*readers.heads(organisation), *readers.curators()})
    ]


def words(found: Sheet) -> str:
    """The sheet in a few sentences."""
    lines = [f"Завершено {len(found.done)}, в срок {found.on_time}."]
    for result in found.late:
        lines.append(f"{result.number}, {result.theme}: {'; '.join(result.late)}.")
    for square in found.open_late:
        lines.append(f"{square.number}, {square.theme}: {'; '.join(square.late)}, ещё в работе.")
    return "\n".join(lines)
