"""Stages of an organisation on its way; live work and what comes after it are `launching`'s."""

from django.db import transaction

from appeals import labels
from appeals.errors import AppealError
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
# These have conditions or consequences: launching.py alone leads there.
_LAUNCHED = frozenset({Organisation.LIVE, "suspended", "ended"})


class StageRefused(AppealError):
    """The organisation cannot go there from where it is."""

    status = 409


@transaction.atomic
def advance(organisation_id: int, *, to: str) -> Organisation:
    """Move an organisation to the next stage of getting ready.

    Raises:
        StageRefused: the way does not lead there from here, or has a gate.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if to in _LAUNCHED:
        raise StageRefused(f"В «{_word(to)}» ведёт запуск с его условиями, а не шаг подготовки.")
    return enter(organisation, to)


def enter(organisation: Organisation, to: str) -> Organisation:
    """Put a locked organisation at a stage, if the way leads there.

    Raises:
        StageRefused
    """
    if organisation.stage not in COMES_FROM.get(to, frozenset()):
        raise StageRefused(
            f"Из этапа «{_word(organisation.stage)}» нельзя перейти в «{_word(to)}»."
        )
    organisation.stage = to
    organisation.save(update_fields=["stage"])
    return organisation


def _word(stage: str) -> str:
    """A stage as people call it; one that does not exist as it was asked for."""
    return str(labels.STAGES.get(stage, stage))
