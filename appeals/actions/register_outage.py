"""Putting an outage into the register: which houses, which service, since when, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from appeals.access import writes_outages
from appeals.actions import outage_houses
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed
from appeals.models import Organisation, Outage
from tenants.accounts.actor import Actor, Role
from tenants.fanout import outbox

# Each change of an outage that is nobody's incident; followers of its houses hear of it.
TOPIC = "outage"
# What can be off in a house; other services have no outages.
SERVICES = (
    "cold_water",
    "hot_water",
    "heating",
    "electricity",
    "gas",
    "sewerage",
    "lift",
    "communications",
    "lighting",
)
KINDS = (Outage.EMERGENCY, Outage.PLANNED, Outage.YEARLY)
TEXT_LIMIT = 500
_LONGEST_AGO = timedelta(days=366)
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is told of an outage; `outside_key` is the organisation's own number of it."""

    kind: str
    service: str
    reason: str
    house_ids: frozenset[int]
    starts_at: datetime
    forecast_at: datetime | None = None
    public_words: str = ""
    outside_key: str = ""


@whole
def register_outage(
    plan: Plan, *, organisation: Organisation | None = None, by: Actor, at: datetime
) -> Outage:
    """Register an outage; an organisation registers its own only. The same key twice is one.

    Raises:
        BadInput: what is wrong, field by field.
        NotAllowed: the register is somebody else's to write.
    """
    if not writes_outages(by):
        raise NotAllowed("Отключения записывают диспетчерская и организации.")
    if by.role == Role.ORGANISATION:
        organisation = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    key = f"{by.organisation_id or 0}:{plan.outside_key}" if plan.outside_key else None
    if key:
        known = Outage.objects.visible_to(by).filter(outside_key=key).first()
        if known is not None:
            return known
    check(plan, at=at)
    houses = outage_houses.existing(plan.house_ids)
    outage = Outage.objects.create(
        kind=plan.kind,
        service=plan.service,
        reason=plan.reason.strip(),
        public_words=plan.public_words.strip(),
        places=outage_houses.named(houses),
        house_count=len(houses),
        organisation=organisation,
        starts_at=plan.starts_at,
        forecast_at=plan.forecast_at,
        forecast_told_at=at if plan.forecast_at else None,
        author_id=by.user_id,
        author_name=by.name,
        outside_key=key,
        created_at=at,
        changed_at=at,
    )
    outage_houses.put(outage, houses, since=plan.starts_at)
    outbox.put(TOPIC, {"outage": outage.pk, "version": outage.version})
    return outage


def check(plan: Plan, *, at: datetime) -> None:
    """Whether the fields can be taken.

    Raises:
        BadInput: a sentence for each that cannot.
    """
    wrong: dict[str, str] = {}
    if plan.kind not in KINDS:
        wrong["kind"] = "Выберите: авария, плановые работы или ежегодная профилактика."
    if plan.service not in SERVICES:
        wrong["service"] = "Выберите, что отключено."
    elif plan.kind == Outage.YEARLY and plan.service != "hot_water":
        wrong["kind"] = "Ежегодная профилактика бывает только у горячей воды."
    wrong |= said(plan.reason, plan.public_words)
    if not at - _LONGEST_AGO <= plan.starts_at <= at + _FARTHEST:
        wrong["starts_at"] = "Начало — не раньше года назад и не позже года вперёд."
    wrong |= forecast(plan.forecast_at, after=plan.starts_at, needed=plan.kind != Outage.EMERGENCY)
    if not plan.house_ids:
        wrong["houses"] = "Укажите дома: список, часть улицы, файл или область на карте."
    if wrong:
        raise BadInput(wrong)


def said(reason: str, public_words: str) -> dict[str, str]:
    """What is wrong with the words that everybody will read."""
    wrong = {}
    if not reason.strip():
        wrong["reason"] = "Напишите причину: её увидят жители. Например: «Авария на водоводе»."
    return wrong | too_long(reason=reason, public_words=public_words)


def too_long(**words: str) -> dict[str, str]:
    """The fields whose words do not fit, with a sentence for each."""
    return {
        name: f"Поместится {TEXT_LIMIT} обычных знаков. Сократите текст."
        for name, text in words.items()
        if len(text) > TEXT_LIMIT or "\x00" in text
    }


def forecast(moment: datetime | None, *, after: datetime, needed: bool = False) -> dict[str, str]:
    """What is wrong with the expected end."""
    if moment is None:
        return {"forecast_at": "Укажите, до какого времени работы."} if needed else {}
    if moment <= after:
        return {"forecast_at": "Прогноз должен быть позже начала."}
    if moment > after + _FARTHEST:
        return {"forecast_at": "Прогноз дальше года: проверьте дату."}
    return {}
