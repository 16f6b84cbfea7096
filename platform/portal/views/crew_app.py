"""The crew's page as an app of the phone: its manifest, icons, and the worker that keeps it offline.

None of it tells anything of anybody: a phone fetches it before signing in and after signing out.
"""

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from design import branding as colours
from design import shell
from design.emblems import path as emblem_path
from portal import crew_icon
from portal.views.branding import HOUR_SECONDS, YEAR_SECONDS
from tenants.isolation import scope

_NIGHT = "#0c1014"
# The queue and its sender run on the page and, when the page is closed, in the worker.
_PARTS = ("desk/crew/store.js", "desk/crew/sender.js")
_SCRIPTS = (
    *_PARTS,
    *(f"desk/crew/{name}.js" for name in ("theme", "phone", "shown", "shrink")),
    "design/js/leave.js",
)
_WORKER = "desk/crew/worker.js"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and icons of this city's app."""
    city = scope.require()
    page = reverse("desk:tasks")
    look = colours.version(city.branding)
    response = JsonResponse(
        {
            "id": page,
            "name": _("Бригада — %(city)s, Отклик") % {"city": city.name},
            "short_name": _("Бригада"),
            "description": _("Задачи бригады: работают и без связи"),
            "lang": "ru",
            "start_url": page,
            "scope": "/",
            "display": "standalone",
            "orientation": "portrait",
            "theme_color": city.branding.colour,
            "background_color": _NIGHT,
            "icons": [
                {
                    "src": f"{reverse('portal:crew_icon', args=[size])}?v={look}",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size in crew_icon.SIZES
                for purpose in ("any", "maskable")
            ],
        },
        content_type="application/manifest+json",
    )
    response["Cache-Control"] = f"public, max-age={HOUR_SECONDS}"
    return response


@require_safe
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """The city's icon; kept for a year under the version of its colours, an hour without."""
    if size not in crew_icon.SIZES:
        raise Http404
    look = scope.require().branding
    version = colours.version(look)
    response = HttpResponse(
        crew_icon.png(look.colour, look.colour_2, size), content_type="image/png"
    )
    age = YEAR_SECONDS if request.GET.get("v") == version else HOUR_SECONDS
    response["Cache-Control"] = f"public, max-age={age}"
    response["ETag"] = quote_etag(f"{version}-{size}")
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what it keeps is named here, under one hash of the contents.

    Served below the page it is for, so that it never stands before anything else of the site.
    """
    look = scope.require().branding
    files = shell.files("desk", "desk/desk.css", *_SCRIPTS, emblem_path(look.emblem))
    version = f"{shell.version((*files, _WORKER))}-{colours.version(look)}"
    kept = [
        *shell.addresses(files),
        f"{reverse('portal:branding')}?v={colours.version(look)}",
        reverse("portal:crew_manifest"),
    ]
    facts = {
        "version": version,
        "page": reverse("desk:tasks"),
        "shell": kept,
        "parts": shell.addresses(_PARTS),
    }
    source = Path(str(finders.find(_WORKER))).read_text(encoding="utf-8")
    response = HttpResponse(
        f"const APP = {json.dumps(facts)};\n{source}",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    response["ETag"] = quote_etag(version)
    return response
