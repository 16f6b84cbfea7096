"""One more person with the same trouble: they follow the appeal that exists, nothing is filed twice."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from appeals import labels, workflow
from appeals.access import joins
from appeals.actions import blocks, journal
from appeals.actions.register import SHORT_LIMIT, TEXT_LIMIT
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Applicant, Joined
from tenants.accounts.actor import Actor, Role


@whole
def join(
    appeal_id: int,
    *,
    by: Actor,
    at: datetime,
    name: str = "",
    phone: str = "",
    email: str = "",
    flat: str = "",
    text: str = "",
    consent: str = "phone",
    key: str = "",
    call_id: int | None = None,
    origin: blocks.Origin | None = None,
    version: int | None = None,
) -> Appeal:
    """Count one more person and tell them of every step from now on.

    The same telephone or e-mail (the first applicant's too), account or `key` joins once. Residents
    join what everybody may read; the desk writes down whoever calls. `origin`: where it comes from,
    when through the site.

    Raises:
        BadInput: a field that cannot be taken.
        Blocked: nothing is taken from this contact, browser or network for a while.
        RefusedMove: the appeal is over, or it is not this person's to join.
        NotFound, Stale
    """
    _check(name=name, phone=phone, email=email, flat=flat, text=text)
    if origin is not None:
        blocks.refuse_blocked(origin, at=at)
    appeal = Appeal.objects.locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if not joins(appeal, by):
        raise RefusedMove(_("Присоединяет к обращению диспетчер: позвоните в диспетчерскую."))
    resident = by.user_id if by.role == Role.RESIDENT else None
    if _is_here(appeal, phone=phone.strip(), email=email.strip(), key=key, user_id=resident):
        return appeal
    if appeal.status not in workflow.OPEN:
        state = labels.STATUSES[appeal.status]
        raise RefusedMove(
            _(
                "К обращению {number} уже не присоединить, оно в состоянии «{state}». Запишите новое."
            ).format(number=appeal.number, state=state)
        )
    Joined.objects.create(
        appeal=appeal,
        user_id=resident,
        name=name.strip(),
        phone=phone.strip(),
        email=email.strip(),
        flat=flat.strip(),
        text=text.strip(),
        consent=consent,
        key=key or None,
        call_id=call_id,
        operator_id=None if by.role == Role.RESIDENT else by.user_id,
        joined_at=at,
    )
    appeal.joined_count += 1
    appeal.save(update_fields=["joined_count"])
    journal.note(appeal, "join", by=by, count=appeal.joined_count)
    return appeal


def _is_here(appeal: Appeal, *, phone: str, email: str, key: str, user_id: int | None) -> bool:
    """Whether this person follows the appeal already."""
    followers = Joined.objects.filter(appeal=appeal)
    if key and followers.filter(key=key).exists():
        return True
    if user_id is not None and followers.filter(user_id=user_id).exists():
        return True
    same = (Q(phone=phone) if phone else Q()) | (Q(email__iexact=email) if email else Q())
    return bool(same) and (
        followers.filter(same).exists() or Applicant.objects.filter(same, appeal=appeal).exists()
    )


def _check(**fields: str) -> None:
    wrong: dict[str, str] = {}
    for name, value in fields.items():
        most = TEXT_LIMIT if name == "text" else SHORT_LIMIT
        if "\x00" in value:
            wrong[name] = _("В тексте есть недопустимый знак. Наберите текст заново, без вставки.")
        elif len(value) > most:
            wrong[name] = _("Слишком длинно: поместится {most} знаков.").format(most=most)
    if wrong:
        raise BadInput(wrong)
