"""Limits of abuse, counted over all cities together: a flood does not get a fresh start per host.

They live in a cache that may be wiped at any time; without it people are let in.
"""

import hashlib
import ipaddress
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from redis import Redis
from redis.exceptions import RedisError

from tenants.accounts import phones

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests of a kind from one address in a window.

    A field with a value (a log-in, a recipient) is counted too: together with the address, so that
    nobody can lock out somebody else, or alone, so that nobody's mailbox can be flooded.
    """

    name: str
    method: str
    path: re.Pattern[str]
    per_address: int
    seconds: int
    field: str = ""
    per_field: int = 0
    field_alone: bool = False


SENTENCE = _("Слишком много запросов подряд. Подождите несколько минут и попробуйте ещё раз.")
FILING_PER_MINUTE: int = getattr(settings, "FILING_PER_MINUTE", 30)
LIMITS = (
    Limit("sign-in", "POST", re.compile(r"/accounts/"), 100, 300, "login", 10),
    Limit("letter", "POST", re.compile(r"/accounts/"), 100, 300, "email", 10, field_alone=True),
    Limit(
        "filing", "POST", re.compile(r"/(new/$|widget/|api/v1/appeals/$)"), FILING_PER_MINUTE, 60
    ),
    # While a form is filled: a look at each pause of the typing, photos one by one.
    Limit("filling", "POST", re.compile(r"/new/(look|near)/"), 10 * FILING_PER_MINUTE, 60),
    Limit("photos", "POST", re.compile(r"/new/photos/"), 4 * FILING_PER_MINUTE, 600),
    Limit("tracking", "*", re.compile(r"/track/"), 60, 60),
    Limit("own-link", "POST", re.compile(r"/(track/link/$|follow/$)"), 20, 600),
    Limit("own-data", "POST", re.compile(r"/track/data/"), 20, 3600),
    Limit("contractor", "*", re.compile(r"/contractor/"), 60, 60),
    Limit("invitation-link", "*", re.compile(r"/desk/connecting/invitation/"), 60, 60),
    # On the platform's own site: an application for a city sends a letter to a mail box somebody typed.
    Limit("application", "POST", re.compile(r"/join/$"), 20, 3600, "email", 5, field_alone=True),
    Limit("application-link", "*", re.compile(r"/join/(confirm/)?[^/]+/$"), 300, 300),
    Limit("certificates", "*", re.compile(r"/certificates/"), 60, 60),
    Limit("verdict", "POST", re.compile(r"/appeals/"), 60, 60),
    # Dozens of tiles make one screen, and an office may stand behind one address.
    Limit("map-tiles", "*", re.compile(r"/map/plain/"), 1200, 60),
    Limit("opendata", "*", re.compile(r"/opendata/."), 30, 600),
)


class AbuseLimitMiddleware:
    """Stands before sign-in and filing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or ask to come back later."""
        for limit in LIMITS:
            if (
                limit.method in ("*", request.method)
                and limit.path.match(request.path_info)
                and not within(limit, request)
            ):
                return too_many(limit, request)
        return self.get_response(request)


def within(limit: Limit, request: HttpRequest) -> bool:
    """Whether this request still fits; counts it."""
    address = network(client_address(request))
    if not _counted(f"{limit.name}:{address}", limit.per_address, limit.seconds):
        return False
    if limit.field and (value := request.POST.get(limit.field, "")):
        who = "" if limit.field_alone else address
        digest = hashlib.sha256(_spelled(value).encode()).hexdigest()[:24]
        key = f"{limit.name}:{who}:{digest}"
        return _counted(key, limit.per_field, limit.seconds)
    return True


def allowed(name: str, value: str, most: int, seconds: int) -> bool:
    """Whether one more of a kind fits for this value (an e-mail address, say); counts it."""
    digest = hashlib.sha256(_spelled(value).encode()).hexdigest()[:32]
    return _counted(f"{name}:{digest}", most, seconds)


def seen(name: str, value: str) -> int:
    """How many of a kind `allowed` has counted for this value in its window."""
    digest = hashlib.sha256(_spelled(value).encode()).hexdigest()[:32]
    try:
        return int(_store().get(f"limits:{name}:{digest}") or 0)
    except RedisError:
        log.warning("The cache of limits does not answer; nobody is limited.")
        return 0


def allowed_each(name: str, values: Sequence[str], most: int, seconds: int) -> list[bool]:
    """The same for many values; all the counting travels in one message."""
    digests = [hashlib.sha256(_spelled(value).encode()).hexdigest()[:32] for value in values]
    return _counted_each([f"{name}:{digest}" for digest in digests], most, seconds)


def client_address(request: HttpRequest) -> str:
    """The address of the person, behind as many proxies of ours as the settings say."""
    if settings.TRUSTED_PROXIES:
        chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(chain) >= settings.TRUSTED_PROXIES and chain[-settings.TRUSTED_PROXIES]:
            return chain[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def network(address: str) -> str:
    """Whose an address is: a household has countless ones of IPv6, so its /64 counts as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _spelled(value: str) -> str:
    """A log-in or a recipient in one spelling: a phone with other blanks is the same phone."""
    typed = value.strip().lower()
    if not phones.looks_like_one(typed):
        return typed
    try:
        return phones.normal(typed)
    except ValidationError:
        return typed


def too_many(limit: Limit, request: HttpRequest) -> HttpResponse:
    """What a person reads who was stopped: a page in a browser, a sentence elsewhere."""
    if request.accepts("text/html") and not request.path_info.startswith("/api/"):
        response = render(request, "429.html", status=429)
    else:
        response = HttpResponse(SENTENCE, status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(limit.seconds)
    return response


def _counted(key: str, allowed: int, seconds: int) -> bool:
    """Count one more in the window."""
    return _counted_each([key], allowed, seconds)[0]


def _counted_each(keys: Sequence[str], allowed: int, seconds: int) -> list[bool]:
    """Count one more of each in its window; all commands travel in one message."""
    try:
        with _store().pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.incr(f"limits:{key}")
                pipe.expire(f"limits:{key}", seconds, nx=True)
            return [int(counted) <= allowed for counted in pipe.execute()[::2]]
    except RedisError:
        log.warning("The cache of limits does not answer; nobody is limited.")
        return [True] * len(keys)


@lru_cache(1)
def _store() -> Redis:
    """The store of limits, apart from Django's cache: its `incr` asks three times."""
    return Redis.from_url(settings.CACHES["limits"]["LOCATION"], socket_timeout=1)
