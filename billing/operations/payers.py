"""A city's name at a rail, made known there when it is first needed."""

from datetime import datetime

from django.db import transaction

from billing import mirror
from billing.facts import Kind, Reference
from billing.gateway import Gateway
from billing.models import Operation, Payer
from billing.operations import packing
from tenants.models import City


def found_gone(gateway: Gateway, operation: Operation, *, at: datetime) -> bool:
    """Whether the operation was refused because its payer is gone at the rail; ours is gone then too.

    Raises:
        GatewayError
    """
    with transaction.atomic():
        known = _known(gateway, operation)
    if known is None:
        return False
    about = Reference(Kind.CUSTOMER, known.ref)
    mirror.refresh(gateway, about, cause=f"operation {operation.pk}", at=at)
    with transaction.atomic():
        return _known(gateway, operation) is None


def ref_of(gateway: Gateway, operation: Operation, *, at: datetime) -> str:
    """The customer of the operation's city.

    Raises:
        GatewayError
    """
    with transaction.atomic():
        city = City.objects.get(schema_name=operation.tenant.removeprefix("t_"))
        known = _known(gateway, operation)
    if known:
        return known.ref
    # One operation a city at once: nobody else makes this customer now.
    ref = gateway.create_customer(
        packing.customer_of(operation.params), key=f"{operation.key}.customer"
    )
    with transaction.atomic():
        Payer.objects.create(
            city=city,
            tenant=operation.tenant,
            gateway=gateway.name,
            is_live=gateway.is_live,
            ref=ref,
            created_at=at,
        )
    return ref


def _known(gateway: Gateway, operation: Operation) -> Payer | None:
    return Payer.objects.filter(
        tenant=operation.tenant, gateway=gateway.name, is_live=gateway.is_live, gone_at=None
    ).first()
