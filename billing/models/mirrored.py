"""What stands at a rail, as we last saw it: written by `billing.mirror` alone.

`version` counts our writings: whoever fetched before another wrote must fetch again.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from billing.facts import Owed, Running
from billing.models.payer import Payer


class Mirrored(models.Model):
    """A thing at a rail."""

    payer = models.ForeignKey(Payer, related_name="%(class)ss", on_delete=models.PROTECT)
    tenant = models.TextField("роль города")
    gateway = models.TextField("способ оплаты")
    ref = models.TextField("имя у платёжной системы")
    currency = models.TextField("валюта")
    kopecks = models.BigIntegerField("сумма, копеек")
    operation = models.TextField("наше действие, из которого возникло", blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField("когда изменилось у нас")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.ref


class ProviderSubscription(Mirrored):
    """A subscription at a rail; `kopecks` a period."""

    STATES = (
        (Running.INCOMPLETE.value, "первая оплата не прошла"),
        (Running.TRIAL.value, "пробный период"),
        (Running.ACTIVE.value, "действует"),
        (Running.PAST_DUE.value, "оплата не прошла"),
        (Running.UNPAID.value, "не оплачена"),
        (Running.PAUSED.value, "приостановлена"),
        (Running.ENDED.value, "окончена"),
    )

    state = models.TextField("состояние", choices=STATES)
    period = models.TextField("период")
    begun_at = models.DateTimeField()
    paid_until = models.DateTimeField("оплачено до")
    trial_until = models.DateTimeField(null=True)
    ends_at = models.DateTimeField("окончится сама", null=True)
    ended_at = models.DateTimeField("окончена", null=True)

    objects: ClassVar[models.Manager["ProviderSubscription"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "ref"], name="provider_subscription_ref"),
            models.CheckConstraint(
                name="provider_subscription_end",
                condition=~Q(state=Running.ENDED) | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["tenant", "-id"], name="provider_subscription_city")]


class ProviderInvoice(Mirrored):
    """An invoice at a rail that asks or has asked for money; drafts are not here."""

    STATES = (
        (Owed.OPEN.value, "ждёт оплаты"),
        (Owed.PAID.value, "оплачен"),
        (Owed.VOID.value, "отменён"),
        (Owed.GIVEN_UP.value, "списан"),
    )

    state = models.TextField("состояние", choices=STATES)
    number = models.TextField("номер")
    paid_kopecks = models.BigIntegerField("оплачено, копеек")
    refunded_kopecks = models.BigIntegerField("возвращено, копеек", default=0)
    subscription = models.TextField("подписка у платёжной системы", blank=True)
    issued_at = models.DateTimeField("выставлен")
    due_at = models.DateTimeField("оплатить до", null=True)
    paid_at = models.DateTimeField("оплачен", null=True)
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    attempts = models.PositiveIntegerField("попыток списать", default=0)
    next_attempt_at = models.DateTimeField("следующая попытка", null=True)
    page_url = models.TextField("страница счёта", blank=True)
    pdf_url = models.TextField("счёт в PDF", blank=True)

    objects: ClassVar[models.Manager["ProviderInvoice"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "ref"], name="provider_invoice_ref"),
            models.CheckConstraint(
                name="provider_invoice_paid",
                condition=~Q(state=Owed.PAID) | Q(paid_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "-issued_at"], name="provider_invoice_city"),
            models.Index(
                fields=["gateway", "ref"],
                condition=Q(state=Owed.OPEN),
                name="provider_invoice_open",
            ),
        ]
