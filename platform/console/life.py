"""What operators do to a city that lives: stop it, let it go on, rename it, give it another address."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from billing import actions, operations, tariff
from billing import standing as weighing
from billing.clock import day_of
from billing.errors import CannotDo as BooksRefuse
from billing.models import Plan, Subscription
from billing.models.invoice import STRIPE
from console import lines
from console.forms import refuse_address
from console.models import Action
from onboarding.cities import taken
from paying import cards
from tenants.accounts.actor import Actor
from tenants.entitlement import Hold
from tenants.lifecycle import standing
from tenants.lifecycle.standing import NotSo
from tenants.models import City, Domain, HostWish

REASON_LEAST = 10
NAME_MOST = 120


class CannotDo(RuntimeError):
    """The act is refused; the sentence says what to do."""


@transaction.atomic
def suspend(city: City, *, reason: str, by: Actor, at: datetime) -> None:
    """Stop the city: nothing is written, no task runs, the public history is read.

    Raises:
        CannotDo: no reason was told, or it is stopped already.
    """
    told = reason.strip()
    if len(told) < REASON_LEAST:
        raise CannotDo(_("Назовите причину: её прочтут сотрудники города. Хватит одной фразы."))
    try:
        standing.hold(city, Hold.SUSPENDED, reason=told, by=by.name, at=at)
    except NotSo as error:
        raise CannotDo(str(error)) from error
    _note(Action.SUSPENDED, city, by=by, at=at, reason=told)


@transaction.atomic
def resume(city: City, *, by: Actor, at: datetime) -> None:
    """Let the city go on from where it stood.

    Raises:
        CannotDo: it is not suspended.
    """
    try:
        standing.release(city, kind=Hold.SUSPENDED)
    except NotSo as error:
        raise CannotDo(str(error)) from error
    _note(Action.RESUMED, city, by=by, at=at)


@transaction.atomic
def rename(city: City, name: str, *, by: Actor, at: datetime) -> None:
    """Give the city another name; its code in the numbers of appeals stays for ever.

    Raises:
        CannotDo: the name is empty or too long.
    """
    told = re.sub(r"\s+", " ", name).strip()
    if not told or len(told) > NAME_MOST:
        raise CannotDo(_("Введите название города: до 120 знаков."))
    before = city.name
    if told == before:
        return
    City.objects.filter(pk=city.pk).update(name=told)
    _note(Action.RENAMED, city, by=by, at=at, before=before, after=told)


@transaction.atomic
def move(city: City, address: str, *, by: Actor, at: datetime) -> HostWish:
    """Wish another address of the platform's; the old one will lead to it.

    Raises:
        CannotDo: the address cannot be one, or is somebody else's.
    """
    wanted = address.strip().lower()
    try:
        refuse_address(wanted)
    except ValidationError as error:
        raise CannotDo(f"{error.messages[0]}.") from error
    host = taken.host_of(wanted)
    is_own = Domain.objects.filter(domain=host, tenant=city).exists()
    if not is_own and taken.address(wanted):
        raise CannotDo(_("Адрес %(host)s занят другим городом: возьмите другой.") % {"host": host})
    before = city.domains.filter(is_primary=True).values_list("domain", flat=True).first()
    _note(Action.MOVED, city, by=by, at=at, before=before or "", host=host)
    return HostWish.objects.create(
        city=city, host=host, what=HostWish.PRIMARY, ordered_by=by.name, ordered_at=at
    )


@transaction.atomic
def change_plan(city: City, code: str, period: str, *, by: Actor, at: datetime) -> Subscription:
    """Put the city on another plan; its limits warn from now on by the new one.

    Raises:
        CannotDo: there is no such plan or span, or the city has no subscription.
    """
    plan = Plan.objects.offered().filter(code=code).first()
    row = Subscription.objects.select_for_update().select_related("plan").filter(city=city).first()
    if plan is None or period not in dict(Subscription.PERIODS):
        raise CannotDo(_("Выберите тариф и срок оплаты из списка."))
    if row is None or row.state == Subscription.ENDED:
        raise CannotDo(_("У города нет действующей подписки: сначала заключите её."))
    before = row.plan.name
    if period != row.period:
        _refuse_period(row, at=at)
    row.plan, row.period = plan, period
    row.save(update_fields=["plan", "period"])
    if row.rail == STRIPE:
        _change_at_rail(row, by=by, at=at)
    weighing.weigh(city, at=at)
    _note(Action.PLANNED, city, by=by, at=at, before=before, after=plan.name)
    return row


def _refuse_period(row: Subscription, *, at: datetime) -> None:
    try:
        actions.refuse_period(row, today=day_of(at))
    except BooksRefuse as refused:
        raise CannotDo(str(refused)) from refused


def _change_at_rail(row: Subscription, *, by: Actor, at: datetime) -> None:
    period = tariff.YEAR if row.period == tariff.YEAR else tariff.MONTH
    try:
        cards.change(row.tenant, row, period, by=by, at=at)
    except operations.NotNow as refused:
        raise CannotDo(str(refused)) from refused


def _note(verb: str, city: City, *, by: Actor, at: datetime, **details: str) -> None:
    lines.write(verb, schema=city.schema_name, city=city.name, by=by, at=at, **details)
