"""The city's own side of agreements: who signs, by which numbers."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput, NotAllowed
from onboarding import inn as numbers
from onboarding.organisations import access
from onboarding.organisations.models import CityParty
from tenants.accounts.actor import Actor

FIELDS = ("name", "inn", "ogrn", "address", "head_position", "head_name", "basis")
LONGEST = 500


@whole
def set_party(*, told: dict[str, str], by: Actor, at: datetime) -> CityParty:
    """Write the city's side anew; agreements that were sent keep what they said.

    Raises:
        BadInput: a sentence for each field that cannot be taken.
        NotAllowed
    """
    if not access.speaks_for_city(by):
        raise NotAllowed("Сведения города меняет администратор.")
    clean = {name: " ".join(told.get(name, "").split()) for name in FIELDS}
    wrong = {
        name: f"Сократите до {LONGEST} знаков, без служебных символов."
        for name, value in clean.items()
        if len(value) > LONGEST or "\x00" in value
    }
    for name, read in (("inn", numbers.inn), ("ogrn", numbers.ogrn)):
        try:
            clean[name] = read(clean[name]) if clean[name] else ""
        except numbers.WrongNumber as error:
            wrong[name] = str(error)
    if wrong:
        raise BadInput(wrong)
    party = CityParty.of_city()
    before = party.name
    for name, value in clean.items():
        setattr(party, name, value)
    party.save()
    changes.record("Сторона города в соглашениях", by=by, at=at, before=before, after=party.name)
    return party
