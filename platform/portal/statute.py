"""What 59-ФЗ asks of an appeal, on its card: the number, the law's terms, the letters to the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from appeals import regimes
from appeals.models import Appeal, OfficialLetter, StatutoryCase
from portal import promises
from portal.promises import Promise


@dataclass(frozen=True, slots=True)
class Statute:
    """The second regime of one appeal; the letters are the applicant's alone."""

    case: StatutoryCase
    terms: Sequence[Promise]
    letters: Sequence[OfficialLetter]

    @property
    def is_answered(self) -> bool:
        """Whether the written answer has been given."""
        return self.case.ending == StatutoryCase.ANSWERED

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is considered as a message after all."""
        return self.case.ending == StatutoryCase.WITHDRAWN


def of(appeal: Appeal, now: datetime, *, own: bool) -> Statute | None:
    """The regime's part of a card; None for a message that never was anything else.

    A message costs everybody else no statement, and its applicant one: a withdrawn case keeps its
    letters.
    """
    if appeal.regime != regimes.STATUTORY and not own:
        return None
    case = StatutoryCase.objects.filter(appeal=appeal).first()
    if case is None:
        return None
    letters = list(OfficialLetter.objects.filter(appeal=appeal)) if own else []
    return Statute(case, _terms(case, now), letters)


def _terms(case: StatutoryCase, now: datetime) -> list[Promise]:
    """Registration, and the written answer once the number is given; a handed-over case has none."""
    if case.ending == StatutoryCase.WITHDRAWN:
        return []
    found = [
        promises.kept_or_not(
            case.registered_at,
            case.register_by,
            now,
            started=case.received_at,
            words=(_("Зарегистрировано"), _("Зарегистрировать")),
            term=case.terms[StatutoryCase.REGISTER],
        )
    ]
    if case.is_registered and case.ending != StatutoryCase.FORWARDED:
        found.append(
            promises.kept_or_not(
                case.ended_at,
                case.consider_by,
                now,
                started=case.since,
                words=(_("Письменный ответ дан"), _("Ответить письменно")),
                term=case.terms[StatutoryCase.CONSIDER],
            )
        )
    return found
