"""Papers of a demonstration city: its organisations work under agreements, one is just invited."""

import secrets
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from appeals.demo import people
from appeals.demo.founding import AGREED_ON
from appeals.models import Member, Organisation
from onboarding.organisations.inviting.invite import HOLDS, digest
from onboarding.organisations.models import (
    Agreement,
    CityParty,
    Details,
    Invitation,
    Signature,
    Step,
)
from tenants.isolation import scope

_AFTER_SIGNING = ("training", "trial", Organisation.LIVE, "suspended")
_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def plant(at: datetime) -> None:
    """Paper agreements with both sides' details, and an invitation that waits; once."""
    if Agreement.objects.exists():
        return
    tenant = scope.require()
    luck = Random(f"agreements:{tenant.schema}")  # noqa: S311 — names, not secrets
    signed_at = datetime.combine(AGREED_ON, time(10), ZoneInfo(tenant.time_zone))
    head = people.full_name(luck)
    CityParty.objects.update_or_create(
        pk=CityParty.ONLY,
        defaults={
            "name": f"Администрация города {tenant.name} (демо)",
            "inn": _inn(0),
            "address": f"г. {tenant.name}, пл. Демонстрационная, 1",
            "head_position": "начальник управления ЖКХ",
            "head_name": head,
        },
    )
    organisations = list(Organisation.objects.order_by("pk"))
    _tell(organisations, luck)
    _agree([one for one in organisations if one.stage in _AFTER_SIGNING], signed_at, head)
    for one in organisations:
        if one.stage == "invited" and not one.members.exists():
            _invite(one, at, head)


def _tell(organisations: list[Organisation], luck: Random) -> None:
    """Numbers, phones and heads: invented, and none that anybody could have."""
    heads = dict(
        Member.objects.filter(position=Member.HEAD).values_list("organisation_id", "user__name")
    )
    details = []
    for number, one in enumerate(organisations, 1):
        one.inn = one.inn or _inn(number)
        one.emergency_phone = one.emergency_phone or f"+7800000{number:04d}"
        details.append(
            Details(
                organisation=one,
                address=f"ул. Демонстрационная, {number}",
                head_position="директор",
                head_name=heads.get(one.pk) or people.full_name(luck),
                basis="устава",
            )
        )
    Organisation.objects.bulk_update(organisations, ["inn", "emergency_phone"])
    Details.objects.bulk_create(details, ignore_conflicts=True)


def _agree(organisations: list[Organisation], at: datetime, head: str) -> None:
    papers = Agreement.objects.bulk_create(
        Agreement(
            organisation=one,
            number=one.agreement_number or f"{one.pk}/демо",
            since=AGREED_ON,
            terms=one.terms,
            scope={"services": one.services, "houses": "registry"},
            is_paper=True,
            created_at=at,
            sent_at=at,
            by_name=head,
        )
        for one in organisations
    )
    Signature.objects.bulk_create(
        Signature(agreement=paper, side=side, kind=Signature.PAPER, signed_at=at, by_name=head)
        for paper in papers
        for side in (Signature.CITY, Signature.ORGANISATION)
    )
    for one, paper in zip(organisations, papers, strict=True):
        one.agreement_number, one.agreement_since = paper.number, paper.since
    Organisation.objects.bulk_update(organisations, ["agreement_number", "agreement_since"])
    Step.objects.bulk_create(
        Step(
            organisation=paper.organisation,
            what="agreement_in_force",
            at=at,
            by_name=head,
            details={"number": f"Соглашение № {paper.number}", "since": _day(AGREED_ON)},
        )
        for paper in papers
    )


def _invite(organisation: Organisation, at: datetime, head: str) -> None:
    """An invitation of yesterday; its link is nobody's."""
    sent_at = at - timedelta(days=1)
    Invitation.objects.create(
        organisation=organisation,
        email=f"invited{organisation.pk}@{scope.require().schema}.example",
        scope={"services": organisation.services, "houses": "registry"},
        key_digest=digest(secrets.token_urlsafe(24)),
        sent_at=sent_at,
        expires_at=sent_at + HOLDS,
        by_name=head,
    )
    Step.objects.create(organisation=organisation, what="invited", at=sent_at, by_name=head)


def _inn(number: int) -> str:
    """A number with a right control digit under a code that no tax office has."""
    nine = f"9900{number:05d}"
    total = sum(int(digit) * weight for digit, weight in zip(nine, _WEIGHTS, strict=True))
    return f"{nine}{total % 11 % 10}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
