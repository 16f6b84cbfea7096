"""A visitor says that something in a card should not be read by everybody; the desk decides."""

from datetime import datetime

from appeals import labels, workflow
from appeals.actions import blocks
from appeals.actions.blocks import Origin
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.models import Appeal, Attachment, Complaint
from tenants.accounts.actor import Actor

WORDS_LIMIT = 500


@whole
def complain(
    appeal_id: int,
    *,
    reason: str,
    words: str = "",
    photo: str = "",
    origin: Origin,
    by: Actor,
    at: datetime,
) -> Complaint:
    """Put it before the desk; the same browser complains about the same thing once.

    `photo` is the key of a photo; without it the complaint is about the text.

    Raises:
        BadInput: no reason, or words that do not fit.
        Blocked: nothing is taken from there now.
        NotFound: no such public appeal, or no such photo of it.
    """
    wrong: dict[str, str] = {}
    if reason not in labels.HIDDEN:
        wrong["reason"] = "Выберите, что не так."
    if len(words) > WORDS_LIMIT or "\x00" in words:
        wrong["words"] = f"Поместится {WORDS_LIMIT} знаков, без управляющих."
    if wrong:
        raise BadInput(wrong)
    blocks.refuse_blocked(origin, at=at)
    appeal = Appeal.objects.public().filter(pk=appeal_id).first()
    if appeal is None:
        raise NotFound
    shot = None
    if photo:
        shot = Attachment.objects.filter(appeal=appeal, key=photo, is_public=True).first()
        if shot is None:
            raise NotFound
    waiting, _ = Complaint.objects.get_or_create(
        appeal=appeal,
        attachment=shot,
        key=origin.browser,
        decided_at=None,
        defaults={"reason": reason, "words": words.strip(), "at": at},
    )
    return waiting


@whole
def leave(complaint_id: int, *, by: Actor, at: datetime) -> Complaint:
    """The desk has looked: it stays as it is. All complaints about the same thing are answered.

    Raises:
        NotAllowed: not the desk's.
        NotFound: none that waits.
    """
    if by.role not in workflow.DESK:
        raise NotAllowed("Жалобы разбирает диспетчерская города.")
    waiting = Complaint.objects.filter(pk=complaint_id, decided_at__isnull=True)
    found = waiting.select_related("appeal").first()
    if found is None:
        raise NotFound
    _decide(found.appeal, found.attachment_id, Complaint.LEFT, by=by, at=at)
    return found


def settle(appeal: Appeal, *, photo: int | None, by: Actor, at: datetime) -> None:
    """What they complained about has been changed."""
    _decide(appeal, photo, Complaint.CHANGED, by=by, at=at)


def _decide(appeal: Appeal, photo: int | None, decision: str, *, by: Actor, at: datetime) -> None:
    Complaint.objects.filter(appeal=appeal, attachment=photo, decided_at__isnull=True).update(
        decision=decision, decided_at=at, decided_by_id=by.user_id, decided_by_name=by.name
    )
