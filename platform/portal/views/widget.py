"""The city's form on other sites: one script line, a frame for listed origins, no cookies.

An unknown code, or a page of a site that is not listed, gets 404 and nothing is framed.
"""

import json
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from appeals.channels import widget
from appeals.models import Site
from portal import embedded
from portal.views.filing import accepted as filed
from portal.views.filing import new
from tenants.isolation import scope

_SCRIPT = "design/js/widget/embed.js"
SCRIPT_SECONDS = 300


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """What a site's line loads: the button, and the frame behind it."""
    site = _site(request.GET.get("site", ""))
    city = scope.require()
    facts = {
        "code": site.code,
        "frame": request.build_absolute_uri(reverse("portal:widget", args=[site.code])),
        "label": _("Сообщить о проблеме"),
        "close": _("Закрыть форму"),
        "title": _("%(city)s: сообщить о проблеме") % {"city": city.title},
        "colour": city.branding.colour,
    }
    source = Path(str(finders.find(_SCRIPT))).read_text(encoding="utf-8")
    told = json.dumps(facts, ensure_ascii=True).replace("</", "<\\/")
    response = HttpResponse(
        f"var OTKLIK = {told};\n{source}", content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = f"public, max-age={SCRIPT_SECONDS}"
    patch_vary_headers(response, ["Cookie"])  # the button speaks the reader's language
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@csrf_exempt  # the pass stands in the place of the cookie, which no frame of another site is given
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, code: str) -> HttpResponse:
    """The same form as at /new/, in a bare frame; also a page of its own, where scripts are off."""
    site = _entered(request, code)
    if request.method == "POST" and not widget.passes.holds(request.POST.get("pass", ""), site):
        request.is_late = True  # type: ignore[attr-defined]
    response = new(request)
    # The template's token would bring its cookie along.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    if isinstance(response, HttpResponseRedirect):
        response = HttpResponseRedirect(response.url)  # without the cookies of /new/
    return _framed(request, response, site)


@require_safe
def accepted(request: HttpRequest, code: str, tracking: str) -> HttpResponse:
    """«Принято», in the same frame."""
    site = _entered(request, code)
    return _framed(request, filed(request, tracking), site)


def _entered(request: HttpRequest, code: str) -> Site:
    """The site of a code, when the page around the frame is one of its own."""
    site = _site(code)
    around = request.headers.get("Referer", "")
    is_framed = request.headers.get("Sec-Fetch-Dest", "") in ("iframe", "frame", "embed", "object")
    is_ours = urlsplit(around).netloc == request.get_host()
    if is_framed and around and not is_ours and not widget.frames.is_listed(site, around):
        raise Http404
    if (sender := request.headers.get("Origin")) and urlsplit(sender).netloc != request.get_host():
        raise Http404  # sent by somebody else's page, not by the form
    request.user = AnonymousUser()
    request.widget = embedded.Frame(site)  # type: ignore[attr-defined]
    return site


def _site(code: str) -> Site:
    found = widget.site(code) if "\x00" not in code else None
    if found is None:
        raise Http404
    return found


def _framed(request: HttpRequest, response: HttpResponse, site: Site) -> HttpResponse:
    """Let the site's own pages show this answer, and nobody's else."""
    request.framed_by = widget.frames.ancestors(site)  # type: ignore[attr-defined]
    response["X-Robots-Tag"] = "noindex"
    return response
