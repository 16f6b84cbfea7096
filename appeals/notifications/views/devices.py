"""A browser asks to be pushed to, or no longer; the worker that shows what was pushed."""

import json
from functools import lru_cache
from pathlib import Path
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals.errors import BadInput
from appeals.notifications import devices
from tenants.accounts.models import User

_WORKER = Path(__file__).parents[2] / "static" / "notifications" / "push.js"


@login_required
@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """Keep this browser's subscription (sent by devices.js), or forget all of this person's."""
    user = cast(User, request.user)
    if "forget" in request.POST:
        devices.forget_all(user.pk)
        return redirect("notifications:preferences")
    try:
        request.session[devices.IN_SESSION] = devices.keep(
            user.pk,
            endpoint=request.POST.get("endpoint", ""),
            public_key=request.POST.get("public_key", ""),
            secret=request.POST.get("secret", ""),
            at=timezone.now(),
        )
    except BadInput as refused:
        return HttpResponse(
            json.dumps(refused.fields, ensure_ascii=False),
            status=422,
            content_type="application/json",
        )
    return HttpResponse(status=204)


@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root of the site: a worker serves what lies below its address."""
    return HttpResponse(
        _worker(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@lru_cache(1)
def _worker() -> bytes:
    return _WORKER.read_bytes()
