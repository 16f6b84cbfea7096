"""Limits of abuse, counted over all cities together: a flood does not get a fresh start per host.

They live in a cache that may be wiped at any time; without it people are let in.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests of a kind from one address (and, if given, for one log-in) in a window."""

    name: str
    method: str
    path: re.Pattern[str]
    per_address: int
    seconds: int
    field: str = ""
    per_field: int = 0


FILING_PER_MINUTE: int = getattr(settings, "FILING_PER_MINUTE", 30)
LIMITS = (
    Limit("sign-in", "POST", re.compile(r"/accounts/"), 100, 300, "login", 10),
    Limit("filing", "POST", re.compile(r"/(new/|api/v1/appeals/$)"), FILING_PER_MINUTE, 60),
    Limit("tracking", "*", re.compile(r"/track/"), 60, 60),
    Limit("verdict", "POST", re.compile(r"/appeals/"), 60, 60),
)


class AbuseLimitMiddleware:
    """Stands before sign-in and filing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or ask to come back later."""
        for limit in LIMITS:
            if limit.method in ("*", request.method) and limit.path.match(request.path_info):
                if not within(limit, request):
                    return too_many(limit)
                break
        return self.get_response(request)


def within(limit: Limit, request: HttpRequest) -> bool:
    """Whether this request still fits; counts it."""
    address = client_address(request)
    if not _counted(f"{limit.name}:{address}", limit.per_address, limit.seconds):
        return False
    if limit.field and (value := request.POST.get(limit.field, "")):
        key = f"{limit.name}:{address}:{value.strip().lower()[:200]}"
        return _counted(key, limit.per_field, limit.seconds)
    return True


def client_address(request: HttpRequest) -> str:
    """The address of the person, behind as many proxies of ours as the settings say."""
    if settings.TRUSTED_PROXIES:
        chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(chain) >= settings.TRUSTED_PROXIES and chain[-settings.TRUSTED_PROXIES]:
            return chain[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(limit: Limit) -> HttpResponse:
    """What a person reads who was stopped."""
    response = HttpResponse(
        "Слишком много запросов подряд. Подождите несколько минут и попробуйте ещё раз.",
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = str(limit.seconds)
    return response


def _counted(key: str, allowed: int, seconds: int) -> bool:
    cache = caches["limits"]
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key) <= allowed
    except ValueError:  # expired between the two calls
        return True
    except RedisError:
        log.warning("The cache of limits does not answer; nobody is limited.")
        return True
