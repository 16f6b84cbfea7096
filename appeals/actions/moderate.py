"""What everybody reads of an appeal is hidden, edited or shown again; the journal stays as it is.

The applicant's own words (`Appeal.text`) and the journal are never touched: only what is shown of them
is. Each change keeps before and after for the desk, append-only, and is told in the public timeline.
"""

from dataclasses import dataclass
from datetime import datetime

from appeals import labels, workflow
from appeals.actions import complaints, journal
from appeals.actions.register import TEXT_LIMIT
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from appeals.masking import masked
from appeals.models import Appeal, Attachment, Event, Moderation
from tenants.accounts.actor import Actor

TEXT, WORDS, PHOTO, WHOLE = Moderation.TEXT, Moderation.WORDS, Moderation.PHOTO, Moderation.WHOLE
HIDE, EDIT, SHOW = Moderation.HIDE, Moderation.EDIT, Moderation.SHOW
_HOWS = {TEXT: (HIDE, EDIT, SHOW), WORDS: (HIDE, SHOW), PHOTO: (HIDE, SHOW), WHOLE: (HIDE, SHOW)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is done to what: `reason` is a code of labels.HIDDEN that everybody reads in words,
    `comment` stays at the desk. `photo` names an attachment, `sequence` a record of the journal.
    """

    what: str
    how: str
    reason: str = ""
    comment: str = ""
    text: str = ""
    photo: int | None = None
    sequence: int | None = None


@whole
def moderate(appeal_id: int, change: Change, *, by: Actor, at: datetime) -> Appeal:
    """Hide, edit or show again; complaints about the same thing are answered by it.

    Raises:
        NotAllowed: not the desk's.
        BadInput: no reason, no words, or words that do not fit.
        RefusedMove: it is so already.
        NotFound: no such appeal, photo or record.
    """
    if by.role not in workflow.DESK:
        raise NotAllowed("Что видят все, решает диспетчерская города.")
    _check(change)
    appeal = Appeal.objects.locked(appeal_id)
    before, after = _CARRIED_OUT[change.what](appeal, change)
    Moderation.objects.create(
        appeal=appeal,
        what=change.what,
        how=change.how,
        attachment_id=change.photo,
        sequence=change.sequence,
        reason=change.reason,
        comment=change.comment.strip(),
        before=before,
        after=after,
        by_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    appeal.version += 1
    appeal.save(update_fields=["public_text", "moderated", "is_public", "version"])
    journal.note(appeal, "moderate", by=by, what=change.what, how=change.how, why=change.reason)
    if change.how != SHOW:
        complaints.settle(appeal, photo=change.photo, by=by, at=at)
    return appeal


def _check(change: Change) -> None:
    if change.how not in _HOWS.get(change.what, ()):
        raise BadInput({"what": "Выберите, что сделать."})
    if change.how == SHOW:
        return
    wrong: dict[str, str] = {}
    if change.reason not in labels.HIDDEN:
        wrong["reason"] = "Выберите причину: её прочтут все."
    if change.how == EDIT and not change.text.strip():
        wrong["text"] = "Оставьте хотя бы часть текста или скройте его целиком."
    elif len(change.text) > TEXT_LIMIT or "\x00" in change.text:
        wrong["text"] = f"Поместится {TEXT_LIMIT} знаков, без управляющих."
    if wrong:
        raise BadInput(wrong)


def _text(appeal: Appeal, change: Change) -> tuple[str, str]:
    before, kept = appeal.public_text, dict(appeal.moderated or {})
    if change.how == SHOW:
        if "text" not in kept:
            raise _so_already()
        appeal.public_text = _as_it_was(appeal)
        kept.pop("text")
    else:
        wanted = "" if change.how == HIDE else masked(change.text.strip())
        if wanted == before:
            raise _so_already()
        appeal.public_text = wanted
        kept["text"] = {"how": change.how, "why": change.reason}
    appeal.moderated = kept or None
    return before, appeal.public_text


def _words(appeal: Appeal, change: Change) -> tuple[str, str]:
    records = Event.objects.filter(appeal=appeal, is_public=True)
    event = records.filter(sequence=change.sequence or 0).first()
    if event is None:
        raise NotFound
    kept = dict(appeal.moderated or {})
    hidden = dict(kept.get("words") or {})
    number = str(event.sequence)
    if (number in hidden) == (change.how == HIDE):
        raise _so_already()
    if change.how == HIDE:
        hidden[number] = change.reason
    else:
        hidden.pop(number)
    kept["words"] = hidden
    appeal.moderated = {name: value for name, value in kept.items() if value} or None
    words = event.public_words
    return (words, "") if change.how == HIDE else ("", words)


def _photo(appeal: Appeal, change: Change) -> tuple[str, str]:
    shot = (
        Attachment.objects.filter(pk=change.photo or 0, appeal=appeal, is_verified=True)
        .exclude(kind=Attachment.LATE)
        .first()
    )
    if shot is None:
        raise NotFound
    if bool(shot.hidden_why) == (change.how == HIDE):
        raise _so_already()
    shot.hidden_why = change.reason if change.how == HIDE else ""
    shot.is_public = change.how == SHOW and (appeal.parent or appeal).is_public
    shot.save(update_fields=["hidden_why", "is_public"])
    return (shot.key, "") if change.how == HIDE else ("", shot.key)


def _whole(appeal: Appeal, change: Change) -> tuple[str, str]:
    kept = dict(appeal.moderated or {})
    if change.how == HIDE:
        if not appeal.is_public:
            raise _so_already()
        kept["whole"] = change.reason
    elif kept.pop("whole", None) is None:
        # What the applicant sent for the authority alone is not the city's to publish.
        raise RefusedMove("Обращение скрыто не модератором: так решил заявитель.")
    appeal.is_public = change.how == SHOW
    appeal.moderated = kept or None
    return ("public", "") if change.how == HIDE else ("", "public")


_CARRIED_OUT = {TEXT: _text, WORDS: _words, PHOTO: _photo, WHOLE: _whole}


def _as_it_was(appeal: Appeal) -> str:
    """What everybody read before the first change that nobody took back."""
    before = masked(appeal.text)
    for change in Moderation.objects.filter(appeal=appeal, what=TEXT).order_by("-id"):
        if change.how == SHOW:
            break
        before = change.before
    return before


def _so_already() -> RefusedMove:
    return RefusedMove("Так уже сделано: обновите страницу.")
