"""Making a message a statutory appeal, or the other way round: by a senior, with a reason."""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals import regimes, workflow
from appeals.access import changes_regime
from appeals.actions import journal, parts, statutory
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Appeal, Applicant, OfficialLetter, Policy, StatutoryCase
from tenants.accounts.actor import Actor
from tenants.accounts.models import User


@whole
def change_regime(
    appeal_id: int,
    *,
    reason: str,
    full_name: str = "",
    answer_address: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Change the regime to the other one; the applicant reads the reason.

    A message becomes statutory for an applicant whose account the city is sure enough of; the law's
    clocks run from now. A withdrawn case keeps its number: it is never given twice.

    Raises:
        NotFound, Stale
        NotAllowed: a senior decides this.
        RefusedMove: closed, a part, or nobody the law would take it from.
        BadInput: no reason, no name in full, no address for the answer.
    """
    if not changes_regime(by):
        raise NotAllowed(_("Порядок меняют контролёр и администратор."))
    if not reason.strip():
        raise BadInput({"reason": _("Напишите причину: её прочтёт заявитель.")})
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    journal.refuse_stale(appeal, version)
    parts.refuse_part(appeal)
    if appeal.status in workflow.CLOSED:
        raise RefusedMove(_("Обращение уже закрыто."))
    if appeal.regime == regimes.STATUTORY:
        case = _withdraw(appeal, at=at)
    else:
        case = _begin(appeal, full_name, answer_address, at=at)
    letter = statutory.write(
        appeal, OfficialLetter.REGIME, text=reason, signed_by=by.name, by=by, at=at
    )
    journal.note(
        appeal,
        "regime",
        by=by,
        regime=appeal.regime,
        case=case.number,
        letter=letter.pk,
    )
    return statutory.touched(appeal)


def _withdraw(appeal: Appeal, *, at: datetime) -> StatutoryCase:
    case = StatutoryCase.objects.get(appeal=appeal)
    appeal.regime = regimes.REQUEST
    if case.ended_at is None:
        statutory.end(appeal, case, StatutoryCase.WITHDRAWN, at=at)
    return case


def _begin(appeal: Appeal, full_name: str, answer_address: str, *, at: datetime) -> StatutoryCase:
    """Open the case, or open it again."""
    who = Applicant.objects.select_for_update().filter(appeal=appeal).first()
    user = None
    if who is not None and who.user_id is not None:
        user = User.objects.filter(pk=who.user_id, is_active=True).first()
    if who is None or user is None or user.identity_level < Policy.of_city().statutory_level:
        raise RefusedMove(
            _("Личность заявителя не подтверждена: обращением по 59-ФЗ это сделать нельзя.")
        )
    who.name = user.full_name or " ".join(full_name.split()) or who.name
    who.answer_address = statutory.told(
        who.name, answer_address or who.answer_address or who.email or user.email or ""
    )
    who.save(update_fields=["name", "answer_address"])
    appeal.regime, appeal.answer_owed = regimes.STATUTORY, True
    case = StatutoryCase.objects.filter(appeal=appeal).first()
    if case is None:
        return statutory.begin(appeal, at=at)
    case.ended_at, case.ending = None, ""
    statutory.wind(case)
    case.save()
    return case
