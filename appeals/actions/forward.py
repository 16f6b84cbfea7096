"""Forwarding a statutory appeal to the body that is competent, with the applicant told."""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals import placeholders, workflow
from appeals.actions import arbiter, journal, statutory
from appeals.actions.reject import reject
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, OfficialLetter, StatutoryCase
from tenants.accounts.actor import Actor

_GROUND = "not_ours"


@whole
def forward(
    appeal_id: int,
    *,
    competent: str,
    contact: str = "",
    text: str,
    signed_by: str,
    position: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Pass it on within seven days of registration (59-ФЗ art. 8) and close it as not the city's.

    Past the seven days it is still forwarded, and the journal says that it was late.

    Raises:
        NotFound, Stale, NotAllowed
        RefusedMove: not registered, or an organisation has it: the desk takes it back first.
        BadInput: nobody named to forward it to, no text, nobody who signs.
    """
    placeholders.refuse_unfilled(text=text)
    appeal, case = statutory.locked(appeal_id, by=by, version=version)
    statutory.refuse_unregistered(case)
    if not workflow.allowed(workflow.REJECT, appeal.status, by.role):
        raise journal.refusal(appeal, workflow.REJECT, by)
    arbiter.refuse_others(appeal, by)
    if not competent.strip():
        raise BadInput(
            {"competent": _("Напишите, кому пересылаете: заявитель будет ждать ответа оттуда.")}
        )
    who = ", ".join(part for part in (competent.strip(), contact.strip()) if part)
    letter = statutory.write(
        appeal,
        OfficialLetter.FORWARDING,
        text=text,
        signed_by=signed_by,
        position=position,
        addressee=who,
        by=by,
        at=at,
    )
    if case.ended_at is None:
        statutory.end(appeal, case, StatutoryCase.FORWARDED, at=at)
    journal.note(
        appeal,
        "forward",
        by=by,
        case=case.number,
        letter=letter.pk,
        competent=who,
        late=at > case.forward_by,
    )
    statutory.touched(appeal)
    return reject(appeal_id, ground=_GROUND, competent=competent, contact=contact, by=by, at=at)
