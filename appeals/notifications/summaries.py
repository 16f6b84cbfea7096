"""The morning's letter about everything one follows once a day: one a person, none when nothing was new."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appeals import followed, labels
from appeals.followed import Thing
from appeals.models import Appeal, Following
from appeals.notifications import following, letters, post, stories
from appeals.notifications.post import News, Person
from tenants.accounts import links
from tenants.isolation import keys, scope

HOUR = 9
# After a long silence of ours nobody reads a week's list.
LONGEST = timedelta(days=2)
PEOPLE, TURNS = 500, 20
# So many lines of one thing stand in the letter; the rest is a number.
LINES = 5
_Thing = tuple[str, str]


def write(*, at: datetime) -> int:
    """Write the letters that are due this morning; the number of people looked at."""
    slot = last_slot(at)
    looked = 0
    news: dict[_Thing, list[Appeal]] | None = None
    for _turn in range(TURNS):
        with transaction.atomic():
            wishes = _due(slot) if _alone() else []
            if not wishes:
                break
            news = _filed(slot) if news is None else news
            looked += _told(wishes, news, slot, at)
    return looked


def last_slot(at: datetime) -> datetime:
    """The latest nine in the morning by the city's clock."""
    local = at.astimezone(ZoneInfo(scope.require().time_zone))
    slot = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return slot if slot <= local else slot - timedelta(days=1)


def _alone() -> bool:
    """Whether no other timetable writes this city's letters now; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [keys.salt("summaries")])
        return bool(cursor.fetchone()[0])


def _due(slot: datetime) -> list[Following]:
    """All wishes of the next people whose letter is due (index `following_daily`)."""
    rows = Following.objects.filter(rhythm=Following.DAILY, told_until__lt=slot)
    first = list(rows.order_by("told_until", "id")[:PEOPLE])
    users = {wish.user_id for wish in first if wish.user_id}
    emails = {wish.email for wish in first if wish.email}
    return list(rows.filter(Q(user_id__in=users) | Q(email__in=emails)).order_by("id"))


def _filed(slot: datetime) -> dict[_Thing, list[Appeal]]:
    """What was filed lately, by everything it is news of; one statement for the whole city."""
    rows = Appeal.objects.public().select_related("category", "house__street")
    lately = rows.filter(registered_at__gt=slot - LONGEST, registered_at__lte=slot)
    found: dict[_Thing, list[Appeal]] = defaultdict(list)
    for appeal in lately.order_by("-registered_at"):
        for thing in stories.places_of(appeal):
            found[thing].append(appeal)
    return found


def _told(
    wishes: Sequence[Following],
    filed: Mapping[_Thing, Sequence[Appeal]],
    slot: datetime,
    at: datetime,
) -> int:
    """A letter for each person with news, and the mark up to when they know everything."""
    moved = _moved(wishes, slot)
    by_person: dict[tuple[Person, str], list[Following]] = defaultdict(list)
    for wish in wishes:
        by_person[following.person_of(wish), wish.language].append(wish)
    news = []
    for language in {language for _person, language in by_person}:
        with translation.override(language):
            things = followed.things_of(w for w in wishes if w.language == language)
            for (person, spoken), some in by_person.items():
                if spoken == language and (text := _text(some, things, filed, moved)):
                    key = f"summary:{slot:%Y%m%d}:{post.digest_of(person)}"
                    subject = _("Новости за сутки о том, за чем вы следите")
                    page = links.absolute("/follow/")
                    news.append(News(person, key, subject, text, page))
    post.send_all(news, event="summary", at=at)
    Following.objects.filter(pk__in=[wish.pk for wish in wishes]).update(told_until=slot)
    return len(by_person)


def _moved(wishes: Iterable[Following], slot: datetime) -> dict[_Thing, list[Appeal]]:
    """Followed appeals whose state changed lately."""
    ids = {wish.thing for wish in wishes if wish.what == Following.APPEAL}
    if not ids:
        return {}
    rows = Appeal.objects.public().filter(pk__in=ids, status_at__gt=slot - LONGEST)
    return {(Following.APPEAL, str(appeal.pk)): [appeal] for appeal in rows}


def _text(
    wishes: Iterable[Following],
    things: Mapping[_Thing, Thing],
    filed: Mapping[_Thing, Sequence[Appeal]],
    moved: Mapping[_Thing, Sequence[Appeal]],
) -> str:
    """What is new of each thing, since it was last told; empty when nothing is."""
    parts = []
    for wish in wishes:
        at = (wish.what, wish.thing)
        thing = things.get(at)
        if thing is None:
            continue
        if wish.what == Following.APPEAL:
            parts += [
                f"{appeal.number}: {labels.STATUSES[appeal.status]}"
                for appeal in moved.get(at, ())
                if appeal.status_at > wish.told_until
            ]
        elif fresh := [row for row in filed.get(at, ()) if row.registered_at > wish.told_until]:
            parts.append(_lines(thing, fresh))
    return "\n\n".join(parts)


def _lines(thing: Thing, fresh: Sequence[Appeal]) -> str:
    count = len(fresh)
    head = ngettext(
        "%(name)s: %(count)d новое обращение", "%(name)s: %(count)d новых обращений", count
    ) % {"name": thing.name, "count": count}
    named = [f"{row.number}  {row.category.name}, {letters.place(row)}" for row in fresh[:LINES]]
    if count > LINES:
        named.append(_("и ещё %(count)d") % {"count": count - LINES})
    return "\n".join((head, *named))
