"""Colleagues beside an appeal: private notes, who is called by name, who follows its moves.

Nothing here enters the journal: it is between people of one side, and no other side learns of it.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from appeals import workflow
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.models import Appeal, Follower, Note
from tenants.accounts.actor import Actor
from tenants.accounts.models import User
from tenants.fanout import outbox

LONGEST = 4000
TOPIC = "mention"


def colleagues(actor: Actor) -> Mapping[int, str]:
    """Whom this person may call by name: people of their own side who can sign in; one statement."""
    if actor.role in workflow.DESK:
        people = User.objects.filter(is_active=True, role__in=sorted(workflow.DESK))
    elif actor.organisation_id is not None:
        people = User.objects.filter(
            is_active=True,
            member__is_active=True,
            member__is_cleared=True,
            member__organisation_id=actor.organisation_id,
        )
    else:
        return {}
    named = people.exclude(pk=actor.user_id or 0).exclude(name="").order_by("name")
    return dict(named.values_list("pk", "name"))


def mentioned(text: str, people: Mapping[int, str]) -> list[int]:
    """Who is called in the text: `@Имя Фамилия`, as the list of colleagues spells them."""
    found = []
    for pk, name in people.items():
        if re.search(rf"@{re.escape(name)}(?!\w)", text, re.IGNORECASE):
            found.append(pk)
    return found


@whole
def write_note(appeal_id: int, *, text: str, by: Actor, at: datetime) -> Note:
    """Leave a note to one's own side and call those who are named in it.

    Raises:
        BadInput: nothing is written, or too much.
        NotAllowed: this part has no side of its own.
        NotFound: the appeal is not theirs to see.
    """
    appeal = _seen(appeal_id, by)
    if by.user_id is None or by.role not in workflow.DESK | workflow.PERFORMERS:
        raise NotAllowed("Заметки пишут сотрудники под своим именем.")
    if not text.strip():
        raise BadInput({"text": "Напишите заметку: её увидят только свои."})
    if len(text) > LONGEST:
        raise BadInput({"text": f"Слишком длинно: поместится {LONGEST} знаков."})
    note = Note.objects.create(
        appeal=appeal,
        organisation_id=by.organisation_id,
        text=text.strip(),
        author_id=by.user_id,
        author_name=by.name,
        written_at=at,
    )
    called = mentioned(text, colleagues(by))
    if called:
        outbox.put(TOPIC, {"note": note.pk, "users": called})
    return note


@whole
def follow(appeal_id: int, *, by: Actor, at: datetime) -> None:
    """Be told of every move of this appeal from now on.

    Raises:
        NotAllowed, NotFound
    """
    appeal = _seen(appeal_id, by)
    if by.user_id is None:
        raise NotAllowed("Следить за обращением может сотрудник под своим именем.")
    Follower.objects.get_or_create(appeal=appeal, user_id=by.user_id, defaults={"since": at})


@whole
def unfollow(appeal_id: int, *, by: Actor) -> None:
    """Be told no more."""
    Follower.objects.filter(appeal_id=appeal_id, user_id=by.user_id or 0).delete()


def followers_of(appeals: Iterable[int]) -> Mapping[int, list[int]]:
    """Who follows which of these appeals; one statement."""
    found: dict[int, list[int]] = {}
    rows = Follower.objects.filter(appeal_id__in=list(appeals))
    for appeal_id, user_id in rows.values_list("appeal_id", "user_id"):
        found.setdefault(appeal_id, []).append(user_id)
    return found


def _seen(appeal_id: int, by: Actor) -> Appeal:
    appeal = Appeal.objects.worked_by(by).filter(pk=appeal_id).first()
    if appeal is None:
        raise NotFound
    return appeal
