"""From a person to an actor, and what of an applicant that actor may know."""

from appeals import workflow
from appeals.models import Appeal, Member, Policy
from tenants.accounts import support
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User


def actor_of(user: User, *, channel: str = "web") -> Actor:
    """The part in which this person acts in this city.

    A member acts for an organisation; somebody with the role and without a place is a resident. So
    is a member who must pass their course first (`waits_for_course`).
    """
    if not user.is_active:
        return Actor(role=Role.RESIDENT, channel=channel)
    if user.role == support.ROLE:
        return _looking_on(user, channel)
    if user.role != "organisation":
        return Actor(role=Role(user.role), user_id=user.pk, name=user.name, channel=channel)
    member = _place(user)
    if member is None or not _may_work(member):
        return Actor(role=Role.RESIDENT, user_id=user.pk, name=user.name, channel=channel)
    return Actor(
        role=Role.CREW if member.position == Member.CREW else Role.ORGANISATION,
        user_id=user.pk,
        name=user.name,
        organisation_id=member.organisation_id,
        crew_id=member.crew_id,
        channel=channel,
        position=member.position,
        stage=member.organisation.stage,
    )


def waits_for_course(user: User) -> bool:
    """Whether this is a member of an organisation whom only their course keeps from work.

    The city's own dispatchers are never kept out: a call at night does not wait for a course.
    """
    if not user.is_active or user.role != "organisation":
        return False
    member = _place(user)
    return member is not None and not _may_work(member)


def _place(user: User) -> Member | None:
    members = Member.objects.filter(user=user, is_active=True).select_related("organisation")
    return members.first()


def _may_work(member: Member) -> bool:
    """Residents' appeals are for those who passed; who only gets ready works practice ones."""
    return member.is_cleared or not member.organisation.is_at_work


def _looking_on(user: User, channel: str) -> Actor:
    """Support sees what an administrator sees, while the city lets it (tenants.accounts.support_gate)."""
    if not user.support:
        return Actor(role=Role.RESIDENT, channel=channel)
    return Actor(
        role=Role.ADMINISTRATOR,
        user_id=user.pk,
        name=f"{user.support}, поддержка",
        support=user.support,
        channel=channel,
    )


def is_head(actor: Actor) -> bool:
    """Whether this person leads their organisation: its people, crews and lists are theirs to keep."""
    return answers_for_work(actor) and actor.position == Member.HEAD


def keeps_shared(actor: Actor) -> bool:
    """Whether this person may change and delete what their side shares: its lists, its templates."""
    return is_head(actor) or actor.role in (Role.CONTROLLER, Role.ADMINISTRATOR)


def shares(actor: Actor) -> bool:
    """Whether this person has a side whose lists and templates they use; a crew has its tasks alone."""
    return actor.role in workflow.DESK or answers_for_work(actor)


def answers_for_work(actor: Actor) -> bool:
    """Whether this person speaks for an organisation: it lends tasks out, looks for those near by,
    writes its own outages. A crew has its tasks alone.
    """
    return actor.role == Role.ORGANISATION


def names_cause(actor: Actor) -> bool:
    """Whether this person may say afterwards what an appeal came from; a crew says it in its report."""
    return actor.role != Role.CREW


def hands_shift_over(actor: Actor) -> bool:
    """Whether this person sits in the hall and gives it over at the end of the shift."""
    return actor.role in workflow.DESK


def is_exchange(actor: Actor) -> bool:
    """Whether the city's telephone exchange speaks; a dispatcher's key tells no calls either."""
    return actor.role == Role.TELEPHONY


def is_nobody(actor: Actor) -> bool:
    """Whether nobody in particular asks: neither an account nor a key stands behind the request."""
    return actor.role == Role.RESIDENT and actor.user_id is None


def gives_own_number(actor: Actor) -> bool:
    """Whether this person may write the number an appeal has in the organisation's own journal."""
    return answers_for_work(actor)


def leads_incidents(actor: Actor) -> bool:
    """Whether this person opens, changes and closes mass incidents; others tell of those they mend."""
    return actor.role in workflow.DESK


def answers_for_points(actor: Actor) -> bool:
    """Whether this person tells what a problem point comes from, what is done, and closes it."""
    return actor.role in workflow.DESK


def keeps_passports(actor: Actor) -> bool:
    """Whether this person writes facts into the passports of houses."""
    return actor.role in workflow.SENIORS


def keeps_registry(actor: Actor) -> bool:
    """Whether this person brings lists of houses in and mends the registry and its matrix."""
    return actor.role == Role.ADMINISTRATOR


def writes_outages(actor: Actor) -> bool:
    """Whether the outage register is this person's to write: the desk's, an organisation's.

    Everybody reads it, so that an organisation in its trial does not.
    """
    return actor.role in workflow.SEE_ALL or (answers_for_work(actor) and not actor.is_trial)


def is_arbiter(actor: Actor, policy: Policy) -> bool:
    """Whether this person decides whose a bounced appeal is: whom the city named, else its seniors."""
    return _arbitrates(actor.role, actor.user_id, policy)


def is_arbiter_user(user: User, policy: Policy) -> bool:
    """The same of a person who is not here."""
    return _arbitrates(Role(user.role), user.pk, policy)


def _arbitrates(role: Role, user_id: int | None, policy: Policy) -> bool:
    if policy.arbiter_id is not None:
        return user_id == policy.arbiter_id and role in workflow.DESK
    return role in workflow.SENIORS


def joins(appeal: Appeal, actor: Actor) -> bool:
    """Whether this person may add a voice to an appeal: the desk to any, a resident to a public one."""
    return actor.role in workflow.DESK or (actor.role == Role.RESIDENT and appeal.is_public)


def contact_is_open(appeal: Appeal, actor: Actor) -> bool:
    """Whether this person may know how to reach the applicant.

    The desk always; the organisation that holds the appeal, and its crew, from its acceptance to
    the end of the appeal; nobody else, and never the platform's support.
    """
    if actor.support:
        return False
    if actor.role in workflow.DESK:
        return True
    if actor.role not in workflow.PERFORMERS or actor.organisation_id is None:
        return False
    return (
        appeal.organisation_id == actor.organisation_id
        and appeal.accepted_at is not None
        and appeal.status not in workflow.CLOSED
    )


def journal_is_open(appeal: Appeal, actor: Actor) -> bool:
    """Whether this person reads what staff wrote to each other; to support it comes with people hidden."""
    return bool(actor.support) or contact_is_open(appeal, actor)


def marker_is_open(appeal: Appeal, actor: Actor) -> bool:
    """Whether this person goes to the very place: the desk, and whoever holds the appeal."""
    if actor.role in workflow.DESK:
        return True
    holds = actor.organisation_id is not None and appeal.organisation_id == actor.organisation_id
    return actor.role in workflow.PERFORMERS and holds


def call_is_open(actor: Actor) -> bool:
    """Whether this person may know of the telephone call and its recording: the desk alone."""
    return actor.role in workflow.DESK and not actor.support


def handles_statutory(actor: Actor) -> bool:
    """Whether this person registers statutory appeals and answers them in the city's name."""
    return actor.role in workflow.DESK


def changes_regime(actor: Actor) -> bool:
    """Whether this person may make a message a statutory appeal, or the other way round."""
    return actor.role in workflow.SENIORS


def checks_identity(actor: Actor) -> bool:
    """Whether this person looks at documents and confirms who a resident is."""
    return actor.role in (Role.DISPATCHER, Role.ADMINISTRATOR)


def moderates(actor: Actor) -> bool:
    """Whether this person hides, edits and blocks: the desk's work."""
    return actor.role in workflow.DESK
