"""A city asks to pay by contract and tells its details; an operator draws the contract up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from billing.models.contract import Contract
from billing.models.subscription import Subscription
from tenants.models.outbox import CurrentUser


class ContractRequest(models.Model):
    """Added by the city's own role; answered by a contract, or by a sentence."""

    tenant = models.TextField("роль города", db_default=CurrentUser())
    customer = models.TextField("заказчик")
    inn = models.TextField("ИНН")
    kpp = models.TextField("КПП", blank=True)
    address = models.TextField("адрес")
    signer = models.TextField("кто подписывает")
    signer_position = models.TextField("должность")
    ground = models.TextField("на основании")
    basis = models.TextField("основание закупки", choices=Contract.BASES)
    period = models.TextField("за какой срок платит", choices=Subscription.PERIODS)
    starts_on = models.DateField("с какого дня")
    contact = models.TextField("кому писать о договоре")
    note = models.TextField("что ещё важно", blank=True)
    by_name = models.TextField("кто просит")
    at = models.DateTimeField(db_default=Now())
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True)
    answer = models.TextField("что ответили", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(blank=True)

    objects: ClassVar[models.Manager["ContractRequest"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(answered_at=None), name="contract_request_one_open"
            ),
            models.CheckConstraint(
                name="contract_request_answer",
                condition=Q(answered_at=None, contract=None, answer="")
                | Q(answered_at__isnull=False) & (Q(contract__isnull=False) | ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.customer}"
