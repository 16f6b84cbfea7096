"""What an organisation answers for: services × houses, as invitations and agreements keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from appeals import catalogue
from appeals.errors import BadInput
from appeals.models import House, Organisation, Serving

ALL, REGISTRY, CHOSEN, NONE = "all", "registry", "chosen", "none"
HOUSES: Mapping[str, str] = {
    ALL: "все дома города",
    REGISTRY: "дома, записанные за организацией в реестре",
    CHOSEN: "выбранные улицы, дома или область",
    NONE: "без домов: дороги, парки, транспорт",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Services, and of which houses; `ids` are the houses of CHOSEN."""

    services: tuple[str, ...] = ()
    houses: str = NONE
    ids: tuple[int, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Scope:
        """A scope as it was stored; nothing stored is nothing served."""
        return cls(
            tuple(kept.get("services", ())),
            kept.get("houses", NONE),
            tuple(kept.get("ids", ())),
        )

    def kept(self) -> dict[str, Any]:
        """The scope as it is stored."""
        told: dict[str, Any] = {"services": list(self.services), "houses": self.houses}
        return told | ({"ids": sorted(self.ids)} if self.houses == CHOSEN else {})

    def of(self, organisation: Organisation) -> QuerySet[House]:
        """The houses it means today."""
        if self.houses == ALL:
            return House.objects.all()
        if self.houses == REGISTRY:
            lines = Serving.objects.filter(organisation=organisation, until=None)
            return House.objects.filter(pk__in=lines.values("house_id"))
        if self.houses == CHOSEN:
            return House.objects.filter(pk__in=self.ids)
        return House.objects.none()

    @property
    def service_names(self) -> list[str]:
        """The services in the catalogue's words and order."""
        return names(self.services)

    @property
    def words(self) -> str:
        """«холодная вода, канализация; все дома города»."""
        said = ", ".join(self.service_names).lower() or "услуги не указаны"
        return f"{said}; {HOUSES[self.houses]}"


NOTHING = Scope()


def names(codes: Sequence[str]) -> list[str]:
    """Names of services by their codes."""
    return [one.name.ru for one in catalogue.services() if one.code in codes]


def checked(services: Iterable[str], houses: str, ids: Iterable[int] = ()) -> Scope:
    """A scope the city can mean.

    Raises:
        BadInput: no service, one that the catalogue does not have, or no house where they are chosen.
    """
    known = {one.code for one in catalogue.services()}
    wanted = tuple(dict.fromkeys(services))
    wrong: dict[str, str] = {}
    if not wanted:
        wrong["services"] = "Отметьте, какие услуги даёт организация."
    elif strange := [code for code in wanted if code not in known]:
        wrong["services"] = f"Таких услуг нет: {', '.join(strange)}. Выберите из списка."
    if houses not in HOUSES:
        wrong["houses"] = "Выберите, какие дома обслуживает организация."
    chosen = tuple(sorted(set(ids))) if houses == CHOSEN else ()
    if houses == CHOSEN and not chosen:
        wrong["houses"] = "Укажите улицы или дома: пока не выбран ни один."
    if wrong:
        raise BadInput(wrong)
    return Scope(wanted, houses, chosen)


def others_serving(scope: Scope, organisation: Organisation | None) -> list[tuple[str, int]]:
    """Who else gives these services to these houses today, and to how many of them."""
    own = organisation or Organisation(pk=0)
    rows = (
        Serving.objects.filter(
            service__in=scope.services, until=None, house_id__in=scope.of(own).values("pk")
        )
        .exclude(organisation_id=own.pk)
        .values_list("organisation_id", "house_id")
        .distinct()
    )
    counts: dict[int, int] = {}
    for organisation_id, _house in rows:
        counts[organisation_id] = counts.get(organisation_id, 0) + 1
    known = Organisation.objects.in_bulk(counts)
    return sorted((str(known[pk]), count) for pk, count in counts.items())
