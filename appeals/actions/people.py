"""An organisation's people and crews: its head invites, moves and switches off; somebody always leads."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from appeals import workflow
from appeals.access import is_head
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.models import Appeal, Crew, Member
from tenants.accounts import limits, phones
from tenants.accounts.actor import Actor
from tenants.accounts.invitations import invite
from tenants.fanout import outbox

POSITIONS = (Member.DISPATCHER, Member.HEAD, Member.CREW)
LONGEST_NAME = 120
# So many invitations an hour from one organisation: letters go to strangers' addresses.
INVITATIONS = (30, 3600)
# Topic of the outbox: somebody's work changed so much that another course is theirs.
MOVED = "member_moved"


@whole
def invite_member(
    *, email: str, name: str, position: str, crew_id: int | None, by: Actor, at: datetime
) -> Member:
    """A new colleague gets a letter with a link to set a password.

    Raises:
        BadInput: no such address, no name, no crew for a crew's phone, or the address is known.
        NotAllowed: only the head invites.
    """
    organisation_id = _lead(by)
    name, email = " ".join(name.split()), email.strip().lower()
    wrong: dict[str, str] = {}
    try:
        validate_email(email)
    except ValidationError:
        wrong["email"] = "Укажите адрес почты: на него придёт приглашение."
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = f"Укажите имя и фамилию, не длиннее {LONGEST_NAME} знаков."
    place = _place(position, crew_id, organisation_id, wrong)
    if wrong:
        raise BadInput(wrong)
    if not limits.allowed("invitation", str(organisation_id), *INVITATIONS):
        raise BadInput({"email": "Слишком много приглашений подряд. Продолжите через час."})
    user = invite(email=email, name=name, role="organisation", inviter=by.name)
    if user is None:
        raise BadInput(
            {"email": "У этого адреса уже есть учётная запись. Пригласите на рабочий адрес."}
        )
    return Member.objects.create(
        user=user, organisation_id=organisation_id, position=position, crew=place
    )


@whole
def change_member(member_id: int, *, position: str, crew_id: int | None, by: Actor) -> Member:
    """Another position or crew.

    Raises:
        BadInput: nobody would lead, or a crew's phone without a crew.
        NotAllowed, NotFound
    """
    member = _member(member_id, by)
    wrong: dict[str, str] = {}
    member.crew = _place(position, crew_id, member.organisation_id, wrong)
    if wrong:
        raise BadInput(wrong)
    if position != Member.HEAD:
        _keep_a_head(member)
    if (position == Member.CREW) != (member.position == Member.CREW):
        # Another course: who has passed that one too is let in again at once.
        member.is_cleared = False
        outbox.put(MOVED, {"member": member.pk})
    member.position = position
    member.save(update_fields=["position", "crew", "is_cleared"])
    return member


@whole
def switch_member(member_id: int, *, is_active: bool, by: Actor) -> Member:
    """Let a colleague in, or no more: from the next request on they see no work of ours.

    Raises:
        BadInput: nobody would lead.
        NotAllowed, NotFound
    """
    member = _member(member_id, by)
    if not is_active:
        _keep_a_head(member)
    member.is_active = is_active
    member.save(update_fields=["is_active"])
    return member


@whole
def keep_crew(
    crew_id: int | None, *, name: str, phone: str = "", is_active: bool = True, by: Actor
) -> Crew:
    """A new crew, or another name and phone of one; one without open work may be switched off.

    Raises:
        BadInput: no name, a taken one, no such phone, or open work that would be nobody's.
        NotAllowed, NotFound
    """
    organisation_id = _lead(by)
    own = Crew.objects.select_for_update().filter(organisation_id=organisation_id)
    crew = own.filter(pk=crew_id).first() if crew_id else Crew(organisation_id=organisation_id)
    if crew is None:
        raise NotFound
    crew.name, crew.phone, crew.is_active = " ".join(name.split()), _phone(phone), is_active
    if not crew.name or len(crew.name) > LONGEST_NAME:
        raise BadInput({"name": f"Назовите бригаду, не длиннее {LONGEST_NAME} знаков."})
    if own.filter(name=crew.name, is_active=True).exclude(pk=crew.pk).exists():
        raise BadInput({"name": "Бригада с таким названием уже есть. Назовите иначе."})
    if crew.pk and not is_active and _has_work(crew):
        raise BadInput(
            {"name": "У бригады есть открытые задачи. Передайте их другой, тогда отключите."}
        )
    crew.save()
    return crew


def _has_work(crew: Crew) -> bool:
    own = Appeal.everything.filter(organisation_id=crew.organisation_id, crew=crew)
    return own.filter(status__in=sorted(workflow.OPEN)).exists()


def _lead(by: Actor) -> int:
    if not is_head(by) or by.organisation_id is None:
        raise NotAllowed("Людей и бригады ведёт руководитель организации.")
    return by.organisation_id


def _member(member_id: int, by: Actor) -> Member:
    """A colleague, locked together with all heads: two of them cannot switch each other off."""
    organisation_id = _lead(by)
    locked = Member.objects.select_for_update().filter(organisation_id=organisation_id)
    members = {member.pk: member for member in locked.order_by("pk")}
    if member_id not in members:
        raise NotFound
    return members[member_id]


def _keep_a_head(member: Member) -> None:
    others = Member.objects.filter(
        organisation_id=member.organisation_id,
        position=Member.HEAD,
        is_active=True,
        user__is_active=True,
    ).exclude(pk=member.pk)
    if member.position == Member.HEAD and member.is_active and not others.exists():
        raise BadInput(
            {"position": "Это единственный руководитель. Сначала назначьте другого руководителя."}
        )


def _place(
    position: str, crew_id: int | None, organisation_id: int, wrong: dict[str, str]
) -> Crew | None:
    """The crew of a crew's phone; everybody else has none."""
    if position not in POSITIONS:
        wrong["position"] = "Выберите должность из списка."
    if position != Member.CREW:
        return None
    own = Crew.objects.filter(organisation_id=organisation_id, is_active=True)
    crew = own.filter(pk=crew_id).first() if crew_id else None
    if crew is None:
        wrong["crew"] = "Выберите бригаду: её задачи откроются в телефоне."
    return crew


def _phone(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return phones.normal(text)
    except ValidationError as error:
        raise BadInput({"phone": "В номере телефона не хватает цифр или есть лишние."}) from error
