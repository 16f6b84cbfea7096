"""What the city tells its residents for a while."""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Category, Notice
from tenants.accounts.actor import Actor

LONGEST = 500


@whole
def publish_notice(
    text: str,
    *,
    starts_at: datetime,
    ends_at: datetime,
    district: str = "",
    category: Category | None = None,
    notice_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Notice:
    """Show a sentence to residents from one moment to another; an id changes one that stands.

    Raises:
        BadInput: no words, too many, or an end that comes first.
    """
    wrong: dict[str, str] = {}
    if not text.strip():
        wrong["text"] = "Напишите объявление."
    elif len(text.strip()) > LONGEST:
        wrong["text"] = f"Объявление длиннее {LONGEST} знаков: его не прочтут. Сократите."
    if ends_at <= starts_at:
        wrong["ends_at"] = "Конец показа раньше начала. Исправьте время."
    elif ends_at <= at:
        wrong["ends_at"] = "Это время уже прошло. Укажите будущее."
    if wrong:
        raise BadInput(wrong)
    notice = Notice.objects.get(pk=notice_id) if notice_id else Notice(author_id=by.user_id)
    before = notice.text
    notice.text = text.strip()
    notice.starts_at, notice.ends_at = starts_at, ends_at
    notice.district, notice.category = district, category
    notice.save()
    changes.record(_("Объявление"), by=by, at=at, before=before, after=notice.text)
    return notice


@whole
def end_notice(notice_id: int, *, by: Actor, at: datetime) -> None:
    """Stop showing a notice now; one that was never shown disappears."""
    notice = Notice.objects.get(pk=notice_id)
    if notice.ends_at <= at:
        return
    changes.record(_("Объявление"), by=by, at=at, before=notice.text, after=_("снято с показа"))
    if notice.starts_at >= at:
        notice.delete()
        return
    notice.ends_at = at
    notice.save(update_fields=["ends_at"])
