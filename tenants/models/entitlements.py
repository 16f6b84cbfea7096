"""What a city is entitled to: written by billing and by the operators, read by everything else."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.entitlement import Entitlement, Hold, Payment, standing
from tenants.models.city import City


class Entitlements(models.Model):
    """One row a city; a city without one has everything.

    Billing writes `payment` and the limits, the operators `hold`, both by `tenants.lifecycle.standing`.
    """

    city = models.OneToOneField(City, related_name="entitlements", on_delete=models.CASCADE)
    tenant = models.TextField("роль города", unique=True)
    payment = models.TextField(default=Payment.FULL, choices=[(p.value, p.value) for p in Payment])
    payment_reason = models.TextField("что сказать администрации", blank=True)
    payment_at = models.DateTimeField(null=True)
    hold = models.TextField(
        default=Hold.NONE, blank=True, choices=[(h.value, h.value) for h in Hold]
    )
    hold_reason = models.TextField("причина оператора", blank=True)
    held_by = models.TextField("кто остановил", blank=True)
    held_at = models.DateTimeField(null=True)
    trial_until = models.DateField("последний день пробного периода", null=True)
    # Soft: passing one warns and blocks nothing.
    organisations_limit = models.PositiveIntegerField(null=True)
    appeals_limit = models.PositiveIntegerField("обращений в год", null=True)

    objects: ClassVar[models.Manager["Entitlements"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__in=[each.value for each in Payment]),
                name="entitlements_payment",
            ),
            models.CheckConstraint(
                condition=Q(hold="")
                | (
                    Q(hold__in=[each.value for each in Hold if each])
                    & ~Q(hold_reason="")
                    & Q(held_at__isnull=False)
                ),
                name="entitlements_hold_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}: {standing(Payment(self.payment), Hold(self.hold))}"

    def facts(self) -> Entitlement:
        """The same as unchangeable facts."""
        return Entitlement(
            state=standing(Payment(self.payment), Hold(self.hold)),
            reason=self.hold_reason or self.payment_reason,
            trial_until=self.trial_until,
            organisations_limit=self.organisations_limit,
            appeals_limit=self.appeals_limit,
        )
