"""Contracts: a city asks, an operator signs, refuses, ends."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from billing import standing
from billing.actions.activate import activate
from billing.errors import CannotDo
from billing.facts import Running
from billing.models import Contract, ContractRequest, ProviderSubscription
from billing.models.invoice import CONTRACT
from tenants.accounts.actor import Actor
from tenants.isolation.scope import role_of
from tenants.models import City


def ask(*, by: Actor, **told: Any) -> ContractRequest:
    """A city tells its details and asks for a contract; by the city's own role.

    Raises:
        CannotDo: one request waits already.
    """
    try:
        with transaction.atomic():
            return ContractRequest.objects.create(by_name=by.name, **told)
    except IntegrityError as error:
        raise CannotDo("Ваша заявка на договор уже у нас: дождитесь ответа.") from error


@transaction.atomic
def sign(
    city: City,
    *,
    period: str,
    by: Actor,
    at: datetime,
    request: ContractRequest | None = None,
    **told: Any,
) -> Contract:
    """A signed contract: from now on the city pays by it.

    Raises:
        CannotDo: another contract holds in these days, or a card goes on paying.
    """
    _refuse_beside_card(role_of(city.schema_name))
    try:
        with transaction.atomic():
            contract = Contract.objects.create(
                city=city,
                tenant=role_of(city.schema_name),
                made_at=at,
                by_name=by.name,
                **told,
            )
    except IntegrityError as error:
        raise CannotDo(
            "В эти дни действует другой договор: сначала укажите, когда он закончился."
        ) from error
    if request is not None:
        answer(request, contract=contract, sentence="", by=by, at=at)
    activate(city, rail=CONTRACT, period=period, at=at)
    return contract


@transaction.atomic
def answer(
    request: ContractRequest, *, contract: Contract | None, sentence: str, by: Actor, at: datetime
) -> ContractRequest:
    """What becomes of a request: a contract, or a sentence that says why not.

    Raises:
        CannotDo: it is answered already, or neither is given.
    """
    row = ContractRequest.objects.select_for_update().get(pk=request.pk)
    if row.answered_at:
        raise CannotDo("На эту заявку уже ответили.")
    if contract is None and not sentence.strip():
        raise CannotDo("Напишите городу, почему договора не будет и что сделать.")
    row.contract, row.answer = contract, sentence.strip()
    row.answered_at, row.answered_by = at, by.name
    row.save(update_fields=["contract", "answer", "answered_at", "answered_by"])
    return row


@transaction.atomic
def end_contract(contract_id: int, *, on: date, at: datetime) -> Contract:
    """The last day of a contract that ends before its time; what is invoiced beyond it is lowered by hand.

    Raises:
        CannotDo: the day is outside the contract.
    """
    rows = Contract.objects.select_for_update(of=("self",)).select_related("city")
    contract = rows.get(pk=contract_id)
    if not contract.starts_on <= on <= contract.ends_on:
        raise CannotDo(
            f"Договор действует с {contract.starts_on:%d.%m.%Y} по {contract.ends_on:%d.%m.%Y}: "
            "выберите день внутри."
        )
    contract.ended_on = on
    contract.save(update_fields=["ended_on"])
    standing.weigh(contract.city, at=at)
    return contract


def _refuse_beside_card(tenant: str) -> None:
    """A card that goes on paying and a contract would both take the money."""
    idle = [Running.ENDED, Running.INCOMPLETE]
    paying = ProviderSubscription.objects.filter(tenant=tenant, ends_at=None)
    if paying.exclude(state__in=idle).exists():
        raise CannotDo(
            "Город платит картой: сначала завершите оплату картой, потом внесите договор."
        )
