"""What changed at a rail, in the order in which we saw it: rows are only ever added.

The ledger posts from here, and whoever decides what a city may do listens to the topic
`billing.mirror.TOPIC`: a change is written and told once, however often its news arrived.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from billing.models.mirrored import ProviderInvoice, ProviderSubscription


class Change(models.Model):
    """One step of a subscription or an invoice."""

    tenant = models.TextField("роль города")
    subscription = models.ForeignKey(
        ProviderSubscription, null=True, related_name="changes", on_delete=models.PROTECT
    )
    invoice = models.ForeignKey(
        ProviderInvoice, null=True, related_name="changes", on_delete=models.PROTECT
    )
    # The new state, or "refunded", or "changed" where the state stays.
    what = models.TextField("что")
    details = models.JSONField("было и стало", default=dict)
    cause = models.TextField("откуда узнали")
    at = models.DateTimeField("когда узнали")

    objects: ClassVar[models.Manager["Change"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="change_of_one",
                condition=Q(subscription=None, invoice__isnull=False)
                | Q(subscription__isnull=False, invoice=None),
            ),
            # An invoice comes to a state once and never returns to it.
            models.UniqueConstraint(
                fields=["invoice", "what"],
                condition=Q(what__in=["open", "paid", "void", "given_up"]),
                name="change_invoice_once",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "-id"], name="change_city")]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.what}"
