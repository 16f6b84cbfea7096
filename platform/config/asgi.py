"""The ASGI doors: `live`, the stream alone, and `application`, stream and pages on one port.

Pages are synchronous Django. In production they run under `config.wsgi` and only `live` runs here;
`application` serves the embedded mode, where one process and one port are worth more than speed.
"""

from config.wsgi import application as _wsgi_application  # isort: skip - sets the source roots

import os

from django.conf import settings
from django.db import close_old_connections

from config import env
from config.pages import pages
from live.application import PATH, Live
from live.asgi import Application, Receive, Scope, Send
from live.places import Places
from tenants import directory


def _city_at(host: str) -> str | None:
    """The schema of the city served at a host; offices and unknown hosts have no stream."""
    close_old_connections()
    tenant = directory.by_host(host)
    return tenant.schema if tenant is not None and tenant.kind == "city" else None


def embedded(stream: Live, others: Application) -> Application:
    """Send `/live/` to the stream and everything else to the pages."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] != PATH:
            await others(scope, receive, send)
        else:
            await stream(scope, receive, send)

    return door


live = Live(
    os.environ["DATABASE_URL"],
    _city_at,
    places=Places(env.number("LIVE_STREAMS", 5_000), env.number("LIVE_STREAMS_PER_ADDRESS", 500)),
    proxies=settings.TRUSTED_PROXIES,
)
application = embedded(live, pages(_wsgi_application))
