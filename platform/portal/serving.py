"""Who serves a house, by the city's house × service matrix: today, and who managed it before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from appeals import labels
from appeals.models import Organisation, Serving

MANAGEMENT = "management"
# What every block of flats has from somebody; what the matrix does not name is said to be unknown.
EXPECTED = (
    MANAGEMENT, "cold_water", "hot_water", "heating", "electricity", "gas", "sewerage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Server:
    """An organisation with the services it gives to the house."""

    organisation: Organisation
    services: Sequence[str]
    since: date | None
    source: str

    @property
    def phone(self) -> str:
        """The one that answers at any hour, else the office's."""
        return self.organisation.emergency_phone or self.organisation.phone

    @property
    def shape(self) -> str:
        """The icon beside it."""
        return "home" if self.manages else labels.SERVICE_SHAPES.get(self.services[0], "person")

    @property
    def manages(self) -> bool:
        """Whether it is the management company."""
        return MANAGEMENT in self.services


@dataclass(frozen=True, slots=True)
class Served:
    """The house's lines of the matrix."""

    servers: Sequence[Server]
    unknown: Sequence[str]
    managed_before: Sequence[Serving]


def of_house(house_id: int, *, today: date) -> Served:
    """The matrix of a house; one statement."""
    lines = list(Serving.objects.filter(house=house_id).select_related("organisation"))
    in_force = [line for line in lines if _holds(line, today)]
    by_organisation: dict[int, list[Serving]] = {}
    for line in in_force:
        by_organisation.setdefault(line.organisation_id, []).append(line)
    servers = [_server(several) for several in by_organisation.values()]
    past = [
        line
        for line in lines
        if line.service == MANAGEMENT and line.until is not None and line.until <= today
    ]
    return Served(
        servers=sorted(servers, key=lambda one: (_place(one.services[0]), str(one.organisation))),
        unknown=[code for code in EXPECTED if code not in {line.service for line in in_force}],
        managed_before=sorted(past, key=lambda line: line.until or date.min, reverse=True),
    )


def _server(lines: Sequence[Serving]) -> Server:
    ordered = sorted(lines, key=lambda line: (_place(line.service), line.service))
    return Server(
        ordered[0].organisation,
        [line.service for line in ordered],
        min((line.since for line in lines if line.since), default=None),
        ordered[0].source,
    )


def _holds(line: Serving, today: date) -> bool:
    return (line.since is None or line.since <= today) and (
        line.until is None or today < line.until
    )


def _place(service: str) -> int:
    return EXPECTED.index(service) if service in EXPECTED else len(EXPECTED)
