"""The list and, beside it, one appeal of it: what the hall and the queue have in common."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from appeals.desk import card, counting, finding, presence
from appeals.desk.filters import NAMES, Filters
from appeals.desk.lists import SavedView
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from tenants.accounts.actor import Actor


def panel(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """The appeal chosen by `?appeal=`; one that may not be seen is as good as not chosen."""
    number = request.GET.get("appeal", "")
    here = address(request, appeal=None)
    common = {"list_address": here, "beside": f"{here}{'&' if '?' in here else '?'}"}
    if not number:
        return common
    found = finding.one(number, finding.carded(actor))
    if found is None:
        return common | {"gone": number[:32]}
    return common | {
        "card": card.read(found, actor),
        "presence": presence.enter(found.pk, actor, timezone.now()),
        "back": request.get_full_path(),
    }


def address(request: HttpRequest, **changes: str | None) -> str:
    """This page's address with some of its parameters changed (None: left out)."""
    kept = {
        name: request.GET[name]
        for name in ("view", "q", "after", "appeal", *NAMES)
        if request.GET.get(name)
    }
    for name, value in changes.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def fresh(
    request: HttpRequest, actor: Actor, view: SavedView | None, filters: Filters | None = None
) -> dict[str, Any] | None:
    """For `?partial=news&since=`: how many came into this list since; None for a whole page."""
    if request.GET.get("partial") != "news":
        return None
    since = _moment(request.GET.get("since", ""))
    now = timezone.now()
    count = 0
    if since is not None:
        seen = Appeal.objects.visible_to(actor)
        rows = view.rows(seen, now) if view else seen
        if filters:
            rows = rows.filter(filters.condition(now))
        count = counting.few({"fresh": rows.filter(status_at__gt=since)})["fresh"]
    return {"fresh": count, "word": counting.shown(count), "address": address(request, after=None)}


def _moment(text: str) -> datetime | None:
    try:
        at = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def arrived(request: HttpRequest, rows: AppealQuerySet) -> dict[str, Any]:
    """How many of these came since the page was made (`?since=`), and where they are shown."""
    since = _moment(request.GET.get("since", ""))
    newer = rows.filter(status_at__gt=since) if since is not None else rows.none()
    count = counting.few({"fresh": newer})["fresh"] if since is not None else 0
    return {"fresh": count, "word": counting.shown(count), "address": address(request, after=None)}
