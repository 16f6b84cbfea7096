"""Mending the house book by hand: a line of the matrix begins or ends, a house gets its point."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from appeals import catalogue
from appeals.access import keeps_registry
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput, NotAllowed
from appeals.models import House, Organisation, Serving
from appeals.nearby import metres
from tenants.accounts.actor import Actor
from tenants.isolation import scope

LONGEST = 300
FARTHEST_KM = 150
_DAY = timedelta(days=1)


@whole
def add_line(
    house: House,
    *,
    service: str,
    organisation: Organisation | None,
    since: date | None,
    last_day: date | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Serving:
    """Say who gives the house a service, from when and, if it is known, to which last day.

    Raises:
        NotAllowed
        BadInput: no such service, no organisation, no reason, or another line holds on those days.
    """
    reason, wrong = _reason(reason, by)
    if service not in service_names():
        wrong["service"] = "Выберите услугу из списка."
    if organisation is None:
        wrong["organisation"] = "Выберите организацию."
    if since and last_day and last_day < since:
        wrong["last_day"] = "Последний день раньше первого: поменяйте даты местами."
    if wrong or organisation is None:
        raise BadInput(wrong)
    line = Serving(
        house=house,
        service=service,
        organisation=organisation,
        since=since,
        until=last_day + _DAY if last_day else None,
        source=f"{by.name}: {reason}",
    )
    _save(line)
    subject = f"Матрица: {house.address}, {service_names()[service].lower()}"
    changes.record(subject, by=by, at=at, after=_described(line), reason=reason)
    return line


@whole
def end_line(line: Serving, *, last_day: date, reason: str, by: Actor, at: datetime) -> Serving:
    """Say on which day a line holds for the last time; it stays as history.

    Raises:
        NotAllowed
        BadInput: no reason, or a day before the line begins.
    """
    reason, wrong = _reason(reason, by)
    if line.since and last_day < line.since:
        wrong["last_day"] = f"Запись начинается {line.since:%d.%m.%Y}: последний день не раньше."
    if wrong:
        raise BadInput(wrong)
    before = _described(line)
    line.until, line.ended_why = last_day + _DAY, f"{by.name}: {reason}"
    _save(line)
    name = service_names().get(line.service, line.service).lower()
    subject = f"Матрица: {line.house.address}, {name}"
    changes.record(subject, by=by, at=at, before=before, after=_described(line), reason=reason)
    return line


@whole
def move_house(
    house: House, *, latitude: float, longitude: float, by: Actor, at: datetime
) -> House:
    """Put a house where it stands; from now on no list moves it.

    Raises:
        NotAllowed
        BadInput: no such place, or far from the city.
    """
    _only_keepers(by)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadInput({"latitude": "Таких координат нет: нужны градусы, например 53.1950."})
    city = scope.require()
    if city.latitude is not None and city.longitude is not None:
        away = metres((latitude, longitude), (city.latitude, city.longitude)) / 1000
        if away > FARTHEST_KM:
            raise BadInput(
                {"latitude": f"Это в {away:.0f} км от центра города. Проверьте координаты."}
            )
    before = _point(house)
    house.latitude, house.longitude, house.is_placed_by_hand = latitude, longitude, True
    house.save(update_fields=["latitude", "longitude", "is_placed_by_hand"])
    changes.record(f"Точка дома: {house.address}", by=by, at=at, before=before, after=_point(house))
    return house


def service_names() -> dict[str, str]:
    """The services of the matrix in their order: code → name."""
    return {service.code: service.name.ru for service in catalogue.services()}


def _reason(reason: str, by: Actor) -> tuple[str, dict[str, str]]:
    _only_keepers(by)
    reason = " ".join(reason.split())
    if not reason:
        return reason, {"reason": "Напишите, на каком основании: «договор № 12 от 01.09.2026»."}
    if len(reason) > LONGEST:
        return reason, {"reason": f"Слишком длинно: поместится {LONGEST} знаков."}
    return reason, {}


def _only_keepers(by: Actor) -> None:
    if not keeps_registry(by):
        raise NotAllowed("Реестр домов ведёт администратор города.")


def _save(line: Serving) -> None:
    """Store a line; the database says whether another holds on the same day."""
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        raise BadInput({"since": _in_the_way(line)}) from error


def _in_the_way(line: Serving) -> str:
    others = Serving.objects.filter(house=line.house, service=line.service).exclude(pk=line.pk)
    for other in others.select_related("organisation").order_by("since"):
        if _begins(other) < _ends(line) and _begins(line) < _ends(other):
            return (
                f"В эти дни уже записано: {_described(other)}. Закончите ту запись или поставьте "
                "другие дни."
            )
    return "В эти дни услугу даёт другая организация. Обновите страницу и посмотрите."


def _begins(line: Serving) -> date:
    return line.since or date.min


def _ends(line: Serving) -> date:
    return line.until or date.max


def _described(line: Serving) -> str:
    return f"«{line.organisation}» {line.days}"


def _point(house: House) -> str:
    if house.latitude is None or house.longitude is None:
        return "нет"
    return f"{house.latitude:.6f}, {house.longitude:.6f}"
