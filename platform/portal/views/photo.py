"""Photos of appeals."""

from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from appeals.access import actor_of
from appeals.models import Appeal, Attachment
from portal import tracked, visit
from tenants.accounts.models import User


@require_safe
def photo(request: HttpRequest, key: str) -> HttpResponseBase:
    """A public photo to everybody; another one to its applicant and to those who work on it."""
    found = Attachment.objects.select_related("appeal__parent").filter(key=key).first()
    if found is None or not (_is_public(found) or _may_see(request, found)):
        raise Http404
    # The city may hide a photo at any moment: a browser asks each time whether it still may show it.
    who = "public" if _is_public(found) else "private"
    tag = f'"{found.sha256[:32]}"'
    response = get_conditional_response(request, etag=tag) or _file(found)
    response["ETag"] = tag
    response["Cache-Control"] = f"{who}, no-cache"
    return response


def _file(found: Attachment) -> HttpResponseBase:
    return FileResponse(default_storage.open(found.path), content_type="image/jpeg")


def _is_public(found: Attachment) -> bool:
    return found.is_public and (found.appeal.parent or found.appeal).is_public


def _may_see(request: HttpRequest, found: Attachment) -> bool:
    """A contractor's photo waits for its organisation: until then only staff look at it."""
    whole = found.appeal.parent or found.appeal
    if found.is_verified and whole.tracking_code in tracked.codes(request):
        return True
    if found.is_verified and visit.owner(request, at=timezone.now()).owns(whole.pk):
        return True
    user = request.user
    if not isinstance(user, User):
        return False
    # Whoever works a part sees what came with the whole.
    shown = Q(pk=found.appeal_id) | Q(parent=found.appeal_id)
    return Appeal.objects.worked_by(actor_of(user)).filter(shown).exists()
