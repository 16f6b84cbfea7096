"""Feeds for readers of news: Atom alone (RFC 4287), what everybody may read and nothing else.

One format, not two: every reader of RSS reads Atom, and only Atom says when an entry changed, so that
a status that moves shows as news of the same appeal and not as another one.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appeals import masking, moderated
from appeals.models import Appeal, Event
from design import statuses
from portal import story
from tenants.accounts import links

MOST = 50
MINUTE_SECONDS = 60
# What XML cannot carry.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed:
    """One feed while it is written."""

    def __init__(self, title: str, *, path: str, page: str, begun: datetime) -> None:
        self.changed = begun
        self._written = Atom1Feed(
            title=_clean(title),
            link=links.absolute(page),
            description="",
            language=get_language() or "ru",
            feed_url=links.absolute(path),
            feed_guid=links.absolute(path),
        )

    def add(self, *, title: str, text: str, page: str, key: str, at: datetime) -> None:
        """One piece of news; `key` stays when it changes."""
        self.changed = max(self.changed, at)
        self._written.add_item(
            title=_clean(title),
            link=links.absolute(page),
            description=_clean(text),
            unique_id=links.absolute(key),
            updateddate=at,
        )

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The feed; or 304 to a reader who has it already."""
        self._written.latest_post_date = lambda: self.changed  # type: ignore[method-assign]
        content = self._written.writeString("utf-8")
        response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
        response["Cache-Control"] = f"public, max-age={MINUTE_SECONDS}"
        patch_vary_headers(response, ["Cookie"])  # the language is the reader's own
        response["ETag"] = etag = f'"{sha256(content.encode()).hexdigest()[:32]}"'
        seconds = int(self.changed.timestamp())
        response["Last-Modified"] = http_date(seconds)
        return get_conditional_response(request, etag, seconds, response) or response


def of_appeals(
    title: str, appeals: Iterable[Appeal], *, path: str, page: str, begun: datetime
) -> Feed:
    """Appeals as everybody sees them: theme, place, state, masked words."""
    feed = Feed(title, path=path, page=page, begun=begun)
    for appeal in appeals:
        card = f"/appeals/{appeal.latin_number}/"
        state = statuses.for_residents(appeal.status, appeal.control_level).word
        where = masking.masked(appeal.shown_address or appeal.shown_landmark)
        feed.add(
            title=f"{appeal.category.name}. {where}" if where else appeal.category.name,
            text="\n".join((f"{appeal.number}: {state}", appeal.public_text)),
            page=card,
            key=card,
            at=appeal.status_at,
        )
    return feed


def of_story(appeal: Appeal, *, path: str) -> Feed:
    """The public records of one appeal, the latest first."""
    card = f"/appeals/{appeal.latin_number}/"
    title = _("Обращение %(number)s: %(theme)s") % {
        "number": appeal.number,
        "theme": appeal.category.name,
    }
    feed = Feed(title, path=path, page=card, begun=appeal.registered_at)
    events = Event.objects.filter(appeal=appeal, is_public=True).order_by("-sequence")[:MOST]
    hidden = moderated.hidden_words(appeal.moderated)
    for line in story.lines(list(events), hidden):
        key = f"{card}#{line.sequence}"
        feed.add(title=line.title, text=line.text, page=card, key=key, at=line.at)
    return feed


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", str(text))
