"""Confirming in person who a resident is: somebody of the city saw a document, and says so.

Nothing of the document is kept: the name as it stands there, who looked and when.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals import regimes
from appeals.access import checks_identity
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from tenants.accounts.actor import Actor
from tenants.accounts.identity import Level, level_without_check
from tenants.accounts.models import IdentityCheck, User


class NoResident(NotFound):
    """No such account, or not a resident's."""

    sentence = "Учётной записи с такой почтой, телефоном или кодом в городе нет."


@whole
def confirm_identity(
    user_id: int, *, full_name: str, saw_document: bool, by: Actor, at: datetime
) -> User:
    """Raise a resident's account to "identity checked in person", with the name from the document.

    Raises:
        NotAllowed: it is not this person's to confirm, or it is their own account.
        BadInput: no surname and name, or nobody saw the document.
        NoResident
    """
    user = _locked(user_id, by)
    wrong: dict[str, str] = {}
    name = " ".join(full_name.split())
    if not regimes.is_full_name(name):
        wrong["full_name"] = _("Напишите фамилию, имя и отчество, если есть, как в документе.")
    if not saw_document:
        wrong["saw_document"] = _("Отметьте, что видели документ и лицо совпадает.")
    if wrong:
        raise BadInput(wrong)
    user.full_name = name
    user.identity_level = max(user.identity_level, Level.IN_PERSON)
    user.save(update_fields=["full_name", "identity_level"])
    _record(user, IdentityCheck.CHECKED, by=by, at=at)
    return user


@whole
def revoke_identity(user_id: int, *, reason: str, by: Actor, at: datetime) -> User:
    """Take a confirmation back, with the reason.

    Raises:
        NotAllowed, NoResident
        BadInput: no reason.
        RefusedMove: there is nothing to take back.
    """
    user = _locked(user_id, by)
    if not reason.strip():
        raise BadInput({"reason": _("Напишите, почему подтверждение снимают.")})
    if user.identity_level != Level.IN_PERSON:
        raise RefusedMove(_("Личность этой учётной записи в городе не подтверждена."))
    user.full_name = ""
    user.identity_level = level_without_check(user)
    user.save(update_fields=["full_name", "identity_level"])
    _record(user, IdentityCheck.REVOKED, by=by, at=at, reason=reason.strip())
    return user


def _locked(user_id: int, by: Actor) -> User:
    if not checks_identity(by) or by.user_id == user_id:
        raise NotAllowed(_("Личность подтверждает диспетчер или администратор, и не свою."))
    residents = User.objects.filter(role=User.RESIDENT, is_active=True).select_for_update()
    user = residents.filter(pk=user_id).first()
    if user is None:
        raise NoResident
    return user


def _record(user: User, verb: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    IdentityCheck.objects.create(
        user_id=user.pk, verb=verb, at=at, by_id=by.user_id, by_name=by.name, reason=reason
    )
