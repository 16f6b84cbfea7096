"""Something we want from a rail, written down before it is asked for."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from billing.gateway import Verb
from tenants.fanout.carried import Carried


class Operation(Carried):
    """One verb with its arguments, fixed when it was ordered; its name is the idempotency key.

    `sent_at` (of Carried) is the moment when it had ended, well or not. Two who carry it at once,
    because the first was taken for dead, do no harm: they ask under the same key.
    """

    ORDERED, DONE, REFUSED = "ordered", "done", "refused"
    STATES = ((ORDERED, "выполняется"), (DONE, "выполнено"), (REFUSED, "отказано"))
    VERBS = (
        (Verb.CHECKOUT.value, "страница оплаты картой"),
        (Verb.PORTAL.value, "кабинет плательщика"),
        (Verb.CHANGE_PLAN.value, "смена тарифа"),
        (Verb.CANCEL.value, "отмена подписки"),
        (Verb.SEND_INVOICE.value, "счёт"),
    )
    # Stripe keeps keys for a day: later the same request could have a second effect.
    KEYS_LIVE = timedelta(hours=23)
    # Whoever wanted to be led to a page has long gone.
    PAGES_LIVE = timedelta(minutes=15)
    PAGES = (Verb.CHECKOUT, Verb.PORTAL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.TextField("роль города")
    gateway = models.TextField("способ оплаты")
    verb = models.TextField("что", choices=VERBS)
    params = models.JSONField("с чем", default=dict)
    state = models.TextField("состояние", choices=STATES, default=ORDERED)
    # Raised only when it is proven that the last key had no effect; the new one lives from then on.
    generation = models.PositiveSmallIntegerField(default=1)
    keyed_at = models.DateTimeField()
    attempts = models.PositiveIntegerField("попыток", default=0)
    retry_at = models.DateTimeField("не раньше", null=True)
    answer = models.JSONField("что ответили", default=dict)
    failure = models.TextField("на чём остановилось", blank=True)
    ordered_by = models.TextField("кто")
    ordered_at = models.DateTimeField("когда")

    objects: ClassVar[models.Manager["Operation"]] = models.Manager()

    class Meta:
        constraints = [
            # Two of a city at once would each make a customer, a page, a subscription.
            models.UniqueConstraint(
                fields=["tenant", "gateway"],
                condition=Q(sent_at=None),
                name="operation_one_at_once",
            ),
            models.CheckConstraint(
                name="operation_end",
                condition=Q(state="ordered", sent_at=None)
                | ~Q(state="ordered") & Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.verb} ({self.state})"

    @property
    def key(self) -> str:
        """The idempotency key of this operation, the same at every try."""
        return f"{self.pk}-{self.generation}"

    def is_too_old(self, at: datetime) -> bool:
        """Whether asking again is pointless, or dangerous."""
        lives = self.PAGES_LIVE if self.verb in self.PAGES else self.KEYS_LIVE
        return at > self.keyed_at + lives
