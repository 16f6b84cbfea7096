"""Stages of an organisation, and the gate before live work."""

from django.db import transaction

from appeals import labels
from appeals.errors import AppealError, BadInput
from appeals.models import Organisation

# From where an organisation may come to each stage.
COMES_FROM: dict[str, frozenset[str]] = {
    "agreement": frozenset({"invited"}),
    "training": frozenset({"agreement"}),
    "trial": frozenset({"training"}),
    "live": frozenset({"trial", "suspended"}),
    "suspended": frozenset({"live"}),
    "ended": frozenset({"invited", "agreement", "training", "trial", "live", "suspended"}),
}


class StageRefused(AppealError):
    """The organisation cannot go there from where it is."""

    status = 409


def missing_for_live(organisation: Organisation) -> list[str]:
    """What stands between an organisation and live work, as sentences for both sides."""
    missing = []
    if not organisation.members.filter(is_active=True, user__is_active=True).exists():
        missing.append("Нет ни одного действующего сотрудника: обращения никто не увидит.")
    if not (organisation.phone or organisation.emergency_phone):
        missing.append("Не указан телефон для связи.")
    return missing


@transaction.atomic
def advance(organisation_id: int, *, to: str) -> Organisation:
    """Move an organisation to the next stage of its way.

    Raises:
        StageRefused: the way does not lead there from here.
        BadInput: it is not ready for live work; the sentences say what is missing.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if organisation.stage not in COMES_FROM.get(to, frozenset()):
        raise StageRefused(
            f"Из этапа «{_word(organisation.stage)}» нельзя перейти в «{_word(to)}»."
        )
    if to == Organisation.LIVE and (missing := missing_for_live(organisation)):
        raise BadInput({"stage": " ".join(missing)})
    organisation.stage = to
    organisation.save(update_fields=["stage"])
    return organisation


def _word(stage: str) -> str:
    """A stage as people call it; one that does not exist as it was asked for."""
    return str(labels.STAGES.get(stage, stage))
