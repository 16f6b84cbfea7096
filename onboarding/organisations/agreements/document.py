"""What an agreement's document says: title, parties, text with its places filled, annex of houses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format

from appeals.house_words import order
from appeals.models import House, Organisation
from onboarding.organisations.agreements import terms, wording
from onboarding.organisations.agreements.wording import Block
from onboarding.organisations.models import Agreement, AgreementTemplate, CityParty, Details
from onboarding.organisations.scope import ALL, NONE, Scope
from onboarding.organisations.today import today
from tenants.isolation import scope as tenancy

# «ул. Ладожская» with the numbers of its houses.
Street = tuple[str, str]
# A house of the annex: its key, street and number. Tens of thousands of them are one agreement's.
Place = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One party as the document names it."""

    role: str
    name: str
    inn: str
    ogrn: str
    address: str
    position: str
    head: str
    basis: str

    def kept(self) -> dict[str, str]:
        """The party as an agreement keeps it: what it said stays when the details change."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a renderer needs; dates are words already."""

    title: str
    number: str
    day: str
    place: str
    preamble: str
    blocks: list[Block]
    city: Side
    organisation: Side
    streets: list[Street]
    house_count: int

    def plain(self) -> dict[str, Any]:
        """The document as plain data, for a renderer that is no Python."""
        return {
            **{
                name: getattr(self, name)
                for name in ("title", "number", "day", "place", "preamble", "house_count")
            },
            "blocks": [{"text": each.text, "heading": each.is_heading} for each in self.blocks],
            "city": self.city.kept(),
            "organisation": self.organisation.kept(),
            "streets": [{"name": name, "numbers": numbers} for name, numbers in self.streets],
        }


def city_side(party: CityParty) -> Side:
    """The city as it signs."""
    return Side(
        *("Администрация", party.name, party.inn, party.ogrn, party.address),
        *(party.head_position, party.head_name, party.basis),
    )


def organisation_side(organisation: Organisation, details: Details) -> Side:
    """The organisation as it signs."""
    return Side(
        *("Организация", organisation.name, organisation.inn, organisation.ogrn, details.address),
        *(details.head_position, details.head_name, details.basis),
    )


def compose(
    agreement: Agreement,
    template: AgreementTemplate,
    *,
    city: Side,
    organisation: Side,
    places: Iterable[Place],
    at: datetime,
) -> Document:
    """The document of an agreement that has its number."""
    streets, count = by_street(places)
    scope = Scope.read(agreement.scope)
    facts = {
        **_party_facts(city, organisation),
        "номер": agreement.number,
        "дата": day_words(today(at)),
        "город": tenancy.require().name,
        "краткое название": agreement.organisation.short_name or organisation.name,
        "телефон": agreement.organisation.phone,
        "круглосуточный телефон": agreement.organisation.emergency_phone,
        "почта": agreement.organisation.email,
        "услуги": ", ".join(scope.service_names).lower(),
        "дома": houses_words(scope, count),
        "сроки": terms.in_words(agreement.terms, scope.services, at=at),
        "действует с": day_words(agreement.since),
        "действует до": until_words(agreement.until),
        "номер основного": agreement.main.number if agreement.main else "",
        "дата основного": _main_day(agreement),
    }
    return laid_out(template, facts, city, organisation, streets, count)


def laid_out(
    template: AgreementTemplate,
    facts: Mapping[str, str],
    city: Side,
    organisation: Side,
    streets: list[Street],
    count: int,
) -> Document:
    """A template with facts in its places; the preview does the same with samples."""
    return Document(
        title=" ".join(block.text for block in wording.blocks(template.title, facts)),
        number=facts["номер"],
        day=facts["дата"],
        place=f"г. {facts['город']}",
        preamble=_preamble(city, organisation),
        blocks=wording.blocks(template.text, facts),
        city=city,
        organisation=organisation,
        streets=streets,
        house_count=count,
    )


def sample(template: AgreementTemplate) -> Document:
    """A template with the samples in its places."""
    told = wording.SAMPLES
    city = Side(
        *("Администрация", told["администрация"], told["инн администрации"]),
        *(told["огрн администрации"], told["адрес администрации"]),
        *(told["должность администрации"], told["подписывает администрация"]),
        told["основание администрации"],
    )
    organisation = Side(
        *("Организация", told["организация"], told["инн"], told["огрн"], told["адрес"]),
        *(told["должность"], told["руководитель"], told["основание"]),
    )
    streets = [("ул. Ладожская", "85, 87, 89, 97"), ("ул. Попова", "5, 7, 9а")]
    return laid_out(template, told, city, organisation, streets, 7)


def places_of(houses: QuerySet[House]) -> list[Place]:
    """The houses as an annex lists them; one statement."""
    rows = houses.order_by("pk").values_list("pk", "street__kind", "street__name", "number")
    return [(pk, f"{kind} {name}".strip(), number) for pk, kind, name, number in rows]


def by_street(places: Iterable[Place]) -> tuple[list[Street], int]:
    """Houses street by street, numbers in their order, and how many there are."""
    found: dict[str, list[str]] = {}
    count = 0
    for _pk, street, number in places:
        found.setdefault(street, []).append(number)
        count += 1
    return (
        [
            (street, ", ".join(sorted(numbers, key=order)))
            for street, numbers in sorted(found.items())
        ],
        count,
    )


def houses_words(scope: Scope, count: int) -> str:
    """«все дома города, 1 894 по реестру», «64 по перечню», «без привязки к домам»."""
    if scope.houses == NONE:
        return "без привязки к домам"
    return f"все дома города, {count} по реестру" if scope.houses == ALL else f"{count} по перечню"


def day_words(day: date) -> str:
    """«12 января 2026 г.»."""
    return f"{date_format(day, 'j E Y')} г."


def until_words(until: date | None) -> str:
    """The end as a document says it: the last day on which it holds."""
    if until is None:
        return "без ограничения срока"
    return f"по {day_words(date.fromordinal(until.toordinal() - 1))} включительно"


def _main_day(agreement: Agreement) -> str:
    if agreement.main is None:
        return ""
    sent = agreement.main.sent_at
    day = today(sent) if sent and not agreement.main.is_paper else agreement.main.since
    return day_words(day)


def _party_facts(city: Side, organisation: Side) -> dict[str, str]:
    return {
        "администрация": city.name,
        "инн администрации": city.inn,
        "огрн администрации": city.ogrn,
        "адрес администрации": city.address,
        "должность администрации": city.position,
        "подписывает администрация": city.head,
        "основание администрации": city.basis,
        "организация": organisation.name,
        "инн": organisation.inn,
        "огрн": organisation.ogrn,
        "адрес": organisation.address,
        "должность": organisation.position,
        "руководитель": organisation.head,
        "основание": organisation.basis,
    }


def _preamble(city: Side, organisation: Side) -> str:
    def said(side: Side) -> str:
        basis = f", на основании {side.basis}" if side.basis else ""
        position = f"{side.position} " if side.position else ""
        return f"{side.name} (далее – {side.role}), подписывает {position}{side.head or '________'}{basis}"

    return f"{said(city)}, и {said(organisation)}, вместе – Стороны, заключили Соглашение о нижеследующем."
