"""Is the product able to work: asked by whoever starts or watches it."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path


def health(request: HttpRequest) -> JsonResponse:
    """200 when the database and the broker answer, 503 otherwise; says which does not."""
    answers = {"database": _database(), "broker": _broker()}
    ok = all(answers.values())
    return JsonResponse({"ok": ok, **answers}, status=200 if ok else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _broker() -> bool:
    try:
        with redis.from_url(settings.BROKER_URL, socket_timeout=2) as broker:
            return bool(broker.ping())
    except redis.RedisError:
        return False


urlpatterns = [path("", health)]
