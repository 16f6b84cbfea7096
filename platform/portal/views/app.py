"""The city's portal as an app: manifest, icons, the worker, and the pages that stand without a connection.

None of it tells anything of anybody: the pages that a phone keeps are drawn as for a stranger.
"""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from design import branding as colours
from design import emblems, scripts, shell
from portal import app_icon
from portal.views.branding import HOUR_SECONDS, YEAR_SECONDS
from portal.views.filing import new
from tenants.isolation import scope

# The draft's queue and its sender run on the page and, when the page is closed, in the worker.
_PARTS = tuple(f"design/js/offline/{name}.js" for name in ("store", "work", "sender"))
# The scripts of the pages that a phone keeps.
_ENTRIES = ("design/js/city.js", "design/js/filing/form.js")
_WORKER = "design/js/offline/worker.js"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and icons of this city's app, in the language of whoever installs it."""
    city = scope.require()
    look = city.branding
    version = colours.version(look)
    response = JsonResponse(
        {
            "id": "/",
            "name": _("%(city)s: обращения жителей") % {"city": city.title},
            "short_name": city.title,
            "description": _("Сообщить о проблеме и видеть каждый шаг её решения"),
            "lang": get_language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": look.colour,
            "background_color": "#ffffff",
            "icons": [
                {
                    "src": f"{reverse('portal:app_icon', args=[purpose, size])}?v={version}",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for purpose in app_icon.PURPOSES
                for size in (192, 512)
            ],
            "shortcuts": [
                {"name": _("Сообщить о проблеме"), "url": reverse("portal:new")},
                {"name": _("Мои обращения"), "url": reverse("portal:tracking")},
                {"name": _("Отключения"), "url": reverse("portal:outages")},
            ],
        },
        content_type="application/manifest+json",
    )
    # The language is the visitor's own.
    response["Cache-Control"] = f"private, max-age={HOUR_SECONDS}"
    return response


@require_safe
def icon(request: HttpRequest, purpose: str, size: int) -> HttpResponse:
    """The city's icon; kept for a year under the version of its colours, an hour without."""
    if size not in app_icon.SIZES or purpose not in app_icon.PURPOSES:
        raise Http404
    look = scope.require().branding
    version = colours.version(look)
    picture = app_icon.png(
        look.emblem, look.colour, look.colour_2, size, purpose, own=look.emblem_version
    )
    response = HttpResponse(picture, content_type="image/png")
    age = YEAR_SECONDS if request.GET.get("v") == version else HOUR_SECONDS
    response["Cache-Control"] = f"public, max-age={age}"
    response["ETag"] = quote_etag(f"{version}-{look.emblem}-{purpose}-{size}")
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what it keeps is named here, under one hash of the contents."""
    look = scope.require().branding
    colour = colours.version(look)
    files = shell.files(
        "city",
        *scripts.modules("design/js/city.js"),
        *scripts.modules("design/js/filing/form.js"),
        emblems.path(look.emblem),
    )
    version = f"{shell.version((*files, *_PARTS, _WORKER))}-{colour}"
    facts = {
        "version": version,
        "files": [
            *shell.addresses(files),
            f"{reverse('portal:branding')}?v={colour}",
            *([emblems.address(look)] if look.emblem_version else []),
        ],
        # A module asks for another by its plain name, whatever name pages call it by.
        "modules": [settings.STATIC_URL + path for path in files if path.endswith(".js")],
        "form": reverse("portal:new"),
        "kept": {
            "form": reverse("portal:offline_form"),
            "page": reverse("portal:offline"),
        },
        "parts": [*shell.addresses(_PARTS), reverse("notifications:push_worker")],
    }
    source = Path(str(finders.find(_WORKER))).read_text(encoding="utf-8")
    response = HttpResponse(
        f"const APP = {json.dumps(facts)};\n{source}",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    response["ETag"] = quote_etag(version)
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in the place of a page when there is no connection."""
    return render(_stranger(request), "portal/offline.html")


@require_safe
def offline_form(request: HttpRequest) -> HttpResponse:
    """An empty form that a phone keeps, so that a problem can be told without a connection."""
    response = new(_stranger(request))
    # Fetched by the worker while a first page is open: its cookie must not replace that page's own.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return response


def _stranger(request: HttpRequest) -> HttpRequest:
    """The request as of somebody we know nothing of: what is kept on a phone may be read by others."""
    request.user = AnonymousUser()
    request.GET = QueryDict()
    request.path_info = request.path = reverse("portal:new")
    # What was to be said to this person waits for a page of theirs.
    request.__dict__.pop("_messages", None)
    request.is_kept = True  # type: ignore[attr-defined]
    return request
