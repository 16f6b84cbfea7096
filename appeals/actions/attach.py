"""Photos of an appeal: reported by the resident, before and after the work."""

import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from appeals.actions import journal
from appeals.actions.photos import Photo
from appeals.actions.whole import whole
from appeals.models import Appeal, Attachment, ContractorLink
from tenants.accounts.actor import Actor


@whole
def attach(appeal_id: int, photo: Photo, *, kind: str, by: Actor, at: datetime) -> Attachment:
    """Add a photo to an appeal and say so in its journal."""
    appeal = Appeal.objects.locked(appeal_id)
    kept = keep(appeal, photo, kind=kind, by=by, at=at)
    appeal.photo_count += 1
    appeal.save(update_fields=["photo_count"])
    journal.note(appeal, "photo", by=by, photo=kind)
    return kept


def keep(
    appeal: Appeal,
    photo: Photo,
    *,
    kind: str,
    by: Actor,
    at: datetime,
    link: ContractorLink | None = None,
) -> Attachment:
    """Store the file in the city's folder and its row; the caller counts and journals.

    What came by a contractor's `link` is shown to nobody outside until it is verified.
    """
    key = secrets.token_urlsafe(16)
    path = default_storage.save(f"appeals/{at:%Y/%m}/{key}.jpg", ContentFile(photo.content))
    return Attachment.objects.create(
        appeal=appeal,
        kind=kind,
        key=key,
        path=path,
        width=photo.width,
        height=photo.height,
        sha256=photo.sha256,
        # A part is shown on the page of its whole.
        is_public=(appeal.parent or appeal).is_public and link is None,
        is_verified=link is None,
        contractor_link=link,
        added_at=at,
        added_by_role=by.role,
    )
