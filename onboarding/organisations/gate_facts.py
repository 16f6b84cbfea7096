"""What the gate looks at, read for many organisations in the same few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils.dateparse import parse_datetime

from appeals.models import Member, Organisation
from onboarding.organisations.models import PhoneCheck, Signature
from onboarding.organisations.training.standing import trained_each
from onboarding.organisations.trial.standing import practice_each


@dataclass(frozen=True, slots=True)
class Facts:
    """How one organisation stands; `certificate_ends`: of the signature that ends first."""

    is_agreed: bool
    certificate_ends: datetime | None
    trained: tuple[int, int]
    is_staffed: bool
    practised: tuple[int, int]
    phone: str
    phone_check: PhoneCheck | None


def gather(organisations: Iterable[Organisation], *, day: date) -> Mapping[int, Facts]:
    """The facts of each, by its key."""
    known = {one.pk: one for one in organisations}
    trained, practised = trained_each(known), practice_each(known)
    staffed = set(
        Member.objects.working()
        .filter(organisation__in=known)
        .values_list("organisation_id", flat=True)
    )
    ends, checks = _certificates(known), _checks(known)
    return {
        pk: Facts(
            is_agreed=organisation.agreed_on(day),
            certificate_ends=ends.get(pk),
            trained=trained.get(pk, (0, 0)),
            is_staffed=pk in staffed,
            practised=practised.get(pk, (0, 0)),
            phone=organisation.emergency_phone,
            phone_check=checks.get((pk, organisation.emergency_phone)),
        )
        for pk, organisation in known.items()
    }


def _certificates(ids: Iterable[int]) -> dict[int, datetime]:
    """Until when the electronic signatures under the ruling agreements can be checked.

    A scan or a paper has no certificate and asks nothing.
    """
    signed = Signature.objects.filter(
        kind=Signature.ELECTRONIC,
        agreement__organisation__in=list(ids),
        agreement__main=None,
        agreement__number=F("agreement__organisation__agreement_number"),
    )
    ends: dict[int, datetime] = {}
    for pk, certificate in signed.values_list("agreement__organisation_id", "certificate"):
        moment = parse_datetime(str(certificate.get("not_after", "")))
        if moment is not None:
            ends[pk] = min(moment, ends.get(pk, moment))
    return ends


def _checks(ids: Iterable[int]) -> dict[tuple[int, str], PhoneCheck]:
    """The last call to each round-the-clock phone."""
    found = PhoneCheck.objects.filter(organisation__in=list(ids)).order_by("at", "pk")
    return {(check.organisation_id, check.phone): check for check in found}
