"""The latest public appeals of a place or a theme: bounded reads, however large the city grows."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from appeals.models import Appeal, Following
from appeals.models.appeal import AppealQuerySet

# A district or a theme has no index of its own: the order of filing is walked, and no further back.
WINDOW = timedelta(days=30)

_OF_STREET = """
SELECT r.id FROM appeals_house h CROSS JOIN LATERAL (
    SELECT a.id, a.registered_at FROM appeals_appeal a
    WHERE a.house_id = h.id AND a.is_public ORDER BY a.registered_at DESC LIMIT %(most)s
) r WHERE h.street_id = %(street)s ORDER BY r.registered_at DESC LIMIT %(most)s
"""


def of(what: str, key: str, *, most: int, at: datetime) -> list[Appeal]:
    """Those filed last, the newest first."""
    rows = Appeal.objects.public().select_related("category", "organisation")
    rows = rows.order_by("-registered_at", "-id")
    if what == Following.HOUSE:
        return list(rows.filter(house_id=int(key)).order_by("-registered_at")[:most])
    if what == Following.STREET:
        return list(rows.filter(pk__in=_of_street(int(key), most)))
    return list(_lately(rows, at).filter(_place(what, key))[:most])


def of_city(*, most: int) -> list[Appeal]:
    """Those that changed last (index `appeal_feed`)."""
    rows = Appeal.objects.public().select_related("category", "organisation")
    return list(rows.order_by("-status_at", "-id")[:most])


def _lately(rows: AppealQuerySet, at: datetime) -> AppealQuerySet:
    return rows.filter(registered_at__gt=at - WINDOW)


def _place(what: str, key: str) -> Q:
    if what == Following.DISTRICT:
        return Q(district=key)
    return Q(category_id=int(key)) | Q(category__parent_id=int(key))


def _of_street(street: int, most: int) -> list[int]:
    """Their ids: the last of each house by its own index, then the last of all."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_STREET, {"street": street, "most": most})
        return [row[0] for row in cursor.fetchall()]
