"""Atom feeds of the city, a place, a theme, an appeal."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appeals import followed, recent
from appeals.models import Following
from portal import atom, cards
from tenants.isolation import scope

# The words of addresses, and what they name.
_KINDS = {
    "houses": Following.HOUSE,
    "streets": Following.STREET,
    "districts": Following.DISTRICT,
    "categories": Following.CATEGORY,
}


@require_safe
def city_feed(request: HttpRequest) -> HttpResponseBase:
    """What changed last in the whole city."""
    title = _("Обращения жителей, %(city)s") % {"city": scope.require().name}
    rows = recent.of_city(most=atom.MOST)
    begun = min((row.status_at for row in rows), default=timezone.now())
    feed = atom.of_appeals(title, rows, path="/feeds/city.atom", page="/", begun=begun)
    return feed.answer(request)


@require_safe
def place_feed(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """What was filed last at a house, in a street, a district, or about a theme."""
    thing = followed.find(_KINDS.get(kind, ""), key)
    if thing is None:
        raise Http404
    now = timezone.now()
    rows = recent.of(thing.what, thing.key, most=atom.MOST, at=now)
    begun = min((row.status_at for row in rows), default=now.replace(hour=0, minute=0, second=0))
    page = thing.path or f"/follow/?what={thing.what}&id={quote(thing.key)}"
    title = _("Обращения: %(place)s") % {"place": thing.name}
    feed = atom.of_appeals(title, rows, path=thing.feed, page=page, begun=begun)
    return feed.answer(request)


@require_safe
def appeal_feed(request: HttpRequest, number: str) -> HttpResponseBase:
    """The story of one public appeal."""
    appeal = cards.find_public(number)
    if appeal is None:
        raise Http404
    path = f"/feeds/appeals/{appeal.latin_number}.atom"
    return atom.of_story(appeal, path=path).answer(request)
