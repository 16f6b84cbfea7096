"""The page behind a contractor's link: the task, and one report. Made for an old phone."""

from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from appeals.actions import contractor, photos
from appeals.actions.photos import Photo
from appeals.errors import AppealError, BadInput, NotFound
from appeals.models import Attachment, ContractorLink
from tenants.isolation.middleware import roll_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lent(request: HttpRequest, token: str) -> HttpResponse:
    """What is to be done and where; a POST reports that it is done."""
    link = contractor.found(token, timezone.now())
    if link is None:
        return _nothing(request)
    if request.method == "POST":
        return _report(request, token, link)
    if request.method == "GET" and not request.headers.get("Sec-Purpose"):
        contractor.note_opening(link, at=timezone.now())
    return _page(request, token, link)


@never_cache
@require_safe
def lent_photo(request: HttpRequest, token: str, key: str) -> HttpResponseBase:
    """A photo of the task to whoever holds its link."""
    link = contractor.found(token, timezone.now())
    shown = _shown(link).filter(key=key).first() if link else None
    if shown is None:
        raise Http404
    response = FileResponse(default_storage.open(shown.path), content_type="image/jpeg")
    response["X-Robots-Tag"] = "noindex"
    return response


def _report(request: HttpRequest, token: str, link: ContractorLink) -> HttpResponse:
    wrong: dict[str, str] = {}
    status = 422
    taken = {name: _taken(request, name, wrong) for name in ("before", "after")}
    words = request.POST.get("words", "").replace("\x00", "")
    try:
        if wrong:
            raise BadInput(wrong)
        contractor.report(token, words=words, **taken, at=timezone.now())
        return HttpResponseRedirect(reverse("portal:lent", args=[token]))
    except NotFound:
        return _nothing(request)
    except BadInput as refused:
        wrong = refused.fields
    except AppealError as refused:
        wrong, status = {"words": str(refused)}, refused.status
    roll_back(request)
    return _page(request, token, link, wrong=wrong, words=words, status=status)


def _taken(request: HttpRequest, name: str, wrong: dict[str, str]) -> list[Photo]:
    """The photos of one field, re-drawn; the first that cannot be is named."""
    files = request.FILES.getlist(name)[: contractor.PHOTOS + 1]
    try:
        return [photos.take(cast(BinaryIO, file.file), field=name) for file in files]
    except BadInput as refused:
        wrong |= refused.fields
        return []


def _page(
    request: HttpRequest,
    token: str,
    link: ContractorLink,
    *,
    wrong: dict[str, str] | None = None,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "link": link,
        "appeal": link.appeal,
        "token": token,
        "photos": _shown(link),
        "wrong": wrong or {},
        "problem": bool(wrong),
        "words": words,
        "most": contractor.PHOTOS,
        "applicant": getattr(link.appeal, "applicant", None),
        "now": timezone.now(),
    }
    response = render(request, "portal/contractor.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown(link: ContractorLink) -> QuerySet[Attachment]:
    """What residents sent, and what came by this link."""
    own = Q(kind=Attachment.REPORTED) | Q(contractor_link=link)
    return Attachment.objects.filter(own, appeal_id=link.appeal_id)


def _nothing(request: HttpRequest) -> HttpResponse:
    """Missing, expired and revoked read the same."""
    return render(request, "portal/no_contractor.html", status=404)
