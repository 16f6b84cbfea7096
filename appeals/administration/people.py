"""The desk's own people: who they are, what they may, and that somebody always may."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from appeals import workflow
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput, NotFound
from tenants.accounts.actor import Actor, Role
from tenants.accounts.invitations import invite
from tenants.accounts.models import User

ROLES = (Role.DISPATCHER, Role.CONTROLLER, Role.ADMINISTRATOR)
_WORDS = dict(User.ROLES)


class NoPerson(NotFound):
    """Not one of the desk's people."""

    sentence = "Такого сотрудника нет."


def staff() -> list[User]:
    """The desk's people, those who work first."""
    return list(
        User.objects.filter(role__in=[str(role) for role in workflow.DESK]).order_by(
            "-is_active", "name", "id"
        )
    )


@whole
def invite_person(*, email: str, name: str, role: str, by: Actor, at: datetime) -> User:
    """Somebody new with a role, and a letter with a link to set a password.

    Raises:
        BadInput: no name, no address, or an address that is known here.
    """
    wrong: dict[str, str] = {}
    if not name.strip():
        wrong["name"] = "Введите имя: его увидят коллеги в журнале."
    if role not in {str(one) for one in ROLES}:
        wrong["role"] = "Выберите роль."
    try:
        validate_email(email.strip())
    except ValidationError:
        wrong["email"] = "Адрес почты с ошибкой. Он выглядит так: ivanova@mail.ru"
    if wrong:
        raise BadInput(wrong)
    person = invite(email=email.strip(), name=name.strip(), role=role, inviter=by.name)
    if person is None:
        raise BadInput({"email": "Этот адрес уже есть в городе. Смените роль в списке."})
    changes.record(
        _("Сотрудник %(name)s") % {"name": person.name}, by=by, at=at, after=str(_WORDS[role])
    )
    return person


@whole
def set_person(user_id: int, *, role: str, is_active: bool, by: Actor, at: datetime) -> User:
    """Change somebody's role, switch them off or on again; the next request feels it.

    Raises:
        BadInput: it is oneself, or the last administrator.
        NoPerson
    """
    # All administrators are locked in one order: two of them cannot switch each other off at once.
    bosses = list(
        User.objects.select_for_update()
        .filter(role=str(Role.ADMINISTRATOR), is_active=True)
        .order_by("id")
        .values_list("pk", flat=True)
    )
    person = User.objects.select_for_update().filter(pk=user_id).first()
    if person is None or person.role not in {str(one) for one in ROLES}:
        raise NoPerson
    if role not in {str(one) for one in ROLES}:
        raise BadInput({"role": "Выберите роль."})
    stays = is_active and role == str(Role.ADMINISTRATOR)
    if person.pk == by.user_id and (not is_active or role != person.role):
        raise BadInput({"role": "Свою роль меняет другой администратор."})
    if bosses == [person.pk] and not stays:
        raise BadInput({"role": "Это последний администратор города. Сначала назначьте другого."})
    before = _state(person)
    person.role, person.is_active = role, is_active
    person.save(update_fields=["role", "is_active"])
    changes.record(
        _("Сотрудник %(name)s") % {"name": person.name or person.email},
        by=by,
        at=at,
        before=before,
        after=_state(person),
    )
    return person


def _state(person: User) -> str:
    word = str(_WORDS[person.role])
    return word if person.is_active else _("%(role)s, отключён") % {"role": word}
