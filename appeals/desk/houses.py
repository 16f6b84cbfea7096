"""Houses as the phone card offers them: each with what is going on there."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from appeals.models import Appeal, OutageHouse
from appeals.registry import search
from tenants.accounts.actor import Actor

MOST = 8


def offered(query: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """The houses the words may mean: three statements."""
    found = search.houses(query, limit=MOST)
    identifiers = [house.id for house in found]
    seen = Appeal.objects.visible_to(actor).open().filter(house_id__in=identifiers)
    busy = Counter(seen.order_by().values_list("house_id", flat=True))
    without = set(
        OutageHouse.objects.filter(
            house_id__in=identifiers,
            ended_at__isnull=True,
            outage__ended_at__isnull=True,
            outage__starts_at__lte=now,
        ).values_list("house_id", flat=True)
    )
    return {
        "houses": [
            {
                "id": house.id,
                "label": house.address,
                "detail": _detail(house),
                "sure": house.is_numbered,
                "mark": _("отключение") if house.id in without else "",
                "count": _("открыто: %(n)d") % {"n": busy[house.id]} if busy[house.id] else "",
            }
            for house in found
        ],
    }


def _detail(house: search.HouseHit) -> str:
    """What tells one house from another: the old name it was found by, its district."""
    parts = []
    if house.formerly:
        parts.append(_("бывш. %(name)s") % {"name": house.formerly})
    if house.district:
        parts.append(house.district)
    return " · ".join(parts)
