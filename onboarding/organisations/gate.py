"""What must be true before an organisation goes to live work, as both sides read it."""

from dataclasses import dataclass
from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations.today import today


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a sentence, whether it is met, and how it stands in a few words."""

    sentence: str
    is_met: bool
    detail: str = ""


def conditions(organisation: Organisation, at: datetime) -> list[Condition]:
    """Every condition, in the order of the way."""
    staffed = organisation.members.filter(is_active=True, user__is_active=True).exists()
    has_phone = bool(organisation.emergency_phone)
    return [
        _yes_no("Соглашение подписано и действует", organisation.agreed_on(today(at))),
        _yes_no("Есть сотрудник, который увидит обращения", staffed),
        _yes_no("Указан круглосуточный телефон", has_phone),
    ]


def _yes_no(sentence: str, is_met: bool) -> Condition:
    return Condition(sentence, is_met, "да" if is_met else "нет")
