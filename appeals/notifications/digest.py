"""The summary of an organisation's news: one letter at the hours its reader chose, none when quiet."""

from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from appeals.models import Appeal, DigestLine, Member, Preference, Reach
from appeals.notifications import kinds, post
from appeals.notifications.post import Person
from appeals.notifications.staff import READERS
from tenants.accounts import links
from tenants.isolation import keys, scope

HOURS = {
    Reach.Digest.HOURLY: tuple(range(8, 21)),
    Reach.Digest.TWICE: (9, 16),
    Reach.Digest.DAILY: (9,),
}
# What nobody read a summary of by then is on the screens anyway.
KEPT = timedelta(days=3)
# A line with a lower number may still be on its way in another transaction.
SETTLED = timedelta(minutes=1)
NAMED = 10
_WORDS = {"assigned": "новых задач", "returned": "возвращено жителями", "breach": "сроков нарушено"}
_EVENTS = tuple(_WORDS)


@transaction.atomic
def write(*, at: datetime) -> int:
    """Write the summaries that are due; the number of them. Lines too old to tell are let go."""
    if not _alone():
        return 0
    DigestLine.objects.filter(at__lt=at - KEPT).delete()
    news = set(DigestLine.objects.values_list("organisation_id", flat=True).distinct())
    if not news:
        return 0
    members = Member.objects.working().filter(organisation__in=news, position__in=READERS)
    reaches = {
        reach.user_id: reach
        for reach in Reach.objects.filter(user_id__in=members.values("user_id"))
    }
    written = 0
    for user_id, organisation_id in members.values_list("user_id", "organisation_id"):
        reach = reaches.get(user_id) or Reach(user_id=user_id)
        slot = last_slot(reach, at)
        if reach.digest_at is None or reach.digest_at < slot:
            written += _summary(reach, organisation_id, slot, at)
    return written


def last_slot(reach: Reach, at: datetime) -> datetime:
    """The latest moment at which this reader's summary was to be written, by their own clock."""
    zone = ZoneInfo(reach.time_zone or scope.require().time_zone)
    local = at.astimezone(zone)
    hours = HOURS[Reach.Digest(reach.digest)]
    past = [hour for hour in hours if hour <= local.hour]
    day = local.date() if past else local.date() - timedelta(days=1)
    hour = past[-1] if past else hours[-1]
    return datetime.combine(day, time(hour), zone)


def _alone() -> bool:
    """Whether no other timetable writes this city's summaries now; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [keys.salt("digest")])
        return bool(cursor.fetchone()[0])


def _summary(reach: Reach, organisation_id: int, slot: datetime, at: datetime) -> int:
    """Write one reader's summary and note how far it told."""
    refused = Preference.objects.filter(
        owner=f"user:{reach.user_id}", channel=kinds.DIGEST, is_wanted=False
    ).values_list("event", flat=True)
    lines = list(
        DigestLine.objects.filter(
            organisation_id=organisation_id,
            pk__gt=reach.digest_line,
            event__in=_EVENTS,
            at__lte=at - SETTLED,
        )
        .exclude(event__in=list(refused))
        .order_by("pk")
        .values_list("pk", "event", "appeal_id")
    )
    if not lines:
        return 0
    counted = Counter(event for _, event, _ in lines)
    facts = ", ".join(f"{_WORDS[event]} — {counted[event]}" for event in _EVENTS if counted[event])
    post.send(
        to=Person(reach.user_id),
        event="digest",
        key=f"digest:{reach.user_id}:{slot:%Y%m%d%H}",
        subject=f"Сводка: {facts}",
        text=_text(
            facts, organisation_id, {appeal for _, event, appeal in lines if event != "assigned"}
        ),
        link=links.absolute("/desk/queue/"),
        at=at,
    )
    reach.digest_line, reach.digest_at = lines[-1][0], slot
    reach.save()
    return 1


def _text(facts: str, organisation_id: int, pressing: set[int]) -> str:
    """The numbers, and by name what was returned or is late, if it is still the organisation's.

    Of addresses only the registry's own: people write flats and phones into theirs.
    """
    own = Appeal.objects.filter(organisation_id=organisation_id, pk__in=pressing)
    rows = own.order_by("next_clock_at")[: NAMED + 1]
    named = [
        f"{appeal.number}  {appeal.address if appeal.house_id else ''}".rstrip() for appeal in rows
    ]
    if len(named) > NAMED:
        named[NAMED:] = ["и другие — в очереди"]
    parts = [f"С прошлой сводки: {facts}."]
    if named:
        parts.append("Требуют внимания:\n" + "\n".join(named))
    return "\n\n".join(parts)
