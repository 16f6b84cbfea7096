"""How everybody's training stands, side by side: the city, then each organisation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from appeals.errors import NotAllowed
from onboarding.organisations.training import access, learners, reminding, standing
from onboarding.organisations.training.learners import Learner
from onboarding.organisations.training.standing import Standing
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list: how far they are, and whether a letter has gone to them today."""

    standing: Standing
    is_reminded: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The city (pk 0) or an organisation with its people."""

    pk: int
    name: str
    rows: list[Row]

    @property
    def passed(self) -> int:
        """How many have today's certificate."""
        return sum(row.standing.has_passed for row in self.rows)

    @property
    def waiting(self) -> list[Row]:
        """Those with the course before them."""
        return [row for row in self.rows if not row.standing.has_passed]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything somebody may see."""

    sides: list[Side]

    @property
    def passed(self) -> int:
        """Of all."""
        return sum(side.passed for side in self.sides)

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(len(side.rows) for side in self.sides)


def of(actor: Actor, *, at: datetime) -> Overview | None:
    """What this person may see; None: nothing."""
    if access.sees_city(actor):
        people = [*learners.of_city(), *learners.of_organisations()]
    elif access.looks_after(actor):
        people = learners.of_organisations([actor.organisation_id or 0])
    else:
        return None
    return Overview(sides(people, at=at))


def sides(people: Iterable[Learner], *, at: datetime) -> list[Side]:
    """These people by where they work; the same statements however many they are."""
    standings = standing.of_people(people)
    told = reminding.reminded_today((each.learner.user_id for each in standings), at=at)
    gathered: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for each in standings:
        place = each.learner.organisation
        key = (place.pk, str(place)) if place is not None else (0, "Сотрудники города")
        gathered[key].append(Row(each, each.learner.user_id in told))
    return [Side(pk, name, rows) for (pk, name), rows in gathered.items()]


def chosen(
    actor: Actor, *, user_id: int | None, organisation_id: int | None, is_city: bool
) -> list[Standing]:
    """One person, or everybody of a side, out of those this person may see.

    Raises:
        NotAllowed: nobody is theirs to look after.
    """
    if not access.looks_after(actor):
        raise NotAllowed(access.WHO_REMINDS)
    if access.sees_city(actor) and (is_city or user_id):
        people = learners.of_city()
    else:
        people = []
    if not is_city:
        own = None if access.sees_city(actor) else [actor.organisation_id or 0]
        wanted = [organisation_id] if organisation_id else own
        if own is not None and wanted != own:
            return []
        people += learners.of_organisations(wanted)
    if user_id is not None:
        people = [each for each in people if each.user_id == user_id]
    return standing.of_people(people)
