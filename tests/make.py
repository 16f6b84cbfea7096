"""Builders: each makes one believable thing in the city that is entered, the same every time."""

import io
import itertools
from datetime import UTC, date, datetime, timedelta

from PIL import Image

from appeals import actions
from appeals.actions import Filing
from appeals.models import Appeal, Crew, House, Member, Organisation, Serving, Street
from appeals.registry.wording import search_key
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User

FRIDAY_NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
AGREED_ON = date(2020, 1, 1)
PASSWORD = "семь раз отмерь"
DISPATCHER = Actor(role=Role.DISPATCHER, user_id=901, name="Нина, диспетчер")
RESIDENT = Actor(role=Role.RESIDENT)
_numbers = itertools.count(1)


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


def user(role: str = "resident", *, name: str = "Мария", **fields) -> User:
    """A person with a log-in; the password is PASSWORD."""
    number = next(_numbers)
    fields.setdefault("email", f"{role}{number}@example.org")
    return User.objects.create_user(password=PASSWORD, role=role, name=name, **fields)


def organisation(name: str = "Горводоканал", *, stage: str = "live", **terms: str) -> Organisation:
    """An organisation; keyword terms are its agreement's: `accept="2h"`. A live one has agreed."""
    return Organisation.objects.create(
        name=f"ООО «{name}»",
        short_name=name,
        stage=stage,
        terms=terms,
        agreement_since=AGREED_ON if stage in ("live", "suspended") else None,
    )


def member(
    of: Organisation,
    *,
    position: str = Member.DISPATCHER,
    crew: Crew | None = None,
    is_cleared: bool = True,
) -> Actor:
    """A person of an organisation who has passed their course, as an actor."""
    person = user("organisation", name="Пётр")
    Member.objects.create(
        user=person, organisation=of, position=position, crew=crew, is_cleared=is_cleared
    )
    return Actor(
        role=Role.CREW if position == Member.CREW else Role.ORGANISATION,
        user_id=person.pk,
        name=person.name,
        organisation_id=of.pk,
        crew_id=crew.pk if crew else None,
        position=position,
        stage=of.stage,
    )


def house(address: str = "ул. Ладожская, 97", *, district: str = "Первомайский") -> House:
    """A house of the registry."""
    street_name, number = address.removeprefix("ул. ").split(", ")
    street, _ = Street.objects.get_or_create(
        kind="ул.", name=street_name, defaults={"search": search_key(street_name)}
    )
    return House.objects.create(
        street=street,
        number=number,
        normal_number=number.lower(),
        address=address,
        district=district,
        latitude=53.2,
        longitude=45.0,
    )


def serving(of: House, by: Organisation, service: str = "cold_water", **fields) -> Serving:
    """A line of the house × service matrix."""
    return Serving.objects.create(house=of, organisation=by, service=service, **fields)


def filing(**fields) -> Filing:
    """What a resident tells."""
    fields.setdefault("text", "Нет холодной воды с самого утра")
    if not fields.keys() & {"house_id", "address", "latitude"}:
        fields["address"] = "у сквера"
    fields.setdefault("consent", "tests")
    return Filing(**fields)


def appeal(*, by: Actor = RESIDENT, at: datetime = FRIDAY_NOON, **fields) -> Appeal:
    """A filed appeal; without a house it waits at the dispatch desk."""
    return actions.register(filing(**fields), by=by, at=at)


def practice(
    of: Organisation, *, at: datetime = FRIDAY_NOON, category: str = "cold_water_off", **fields
) -> Appeal:
    """A practice appeal of an organisation in its trial."""
    told = filing(is_public=False, category=category, **fields)
    return actions.practise(told, organisation=of, at=at)


def picture(size: tuple[int, int] = (64, 48), form: str = "JPEG", **options) -> io.BytesIO:
    """An image file."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **options)
    out.seek(0)
    return out
