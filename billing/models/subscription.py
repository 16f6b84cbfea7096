"""Which city is on which plan, and until when it tries for nothing."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from billing import tariff
from billing.models.plan import Plan
from tenants.models import City


class Subscription(models.Model):
    """One a city. `tenant` is the city's database role: the row is all it may see of this table."""

    TRIAL, ACTIVE, ENDED = "trial", "active", "ended"
    STATES = ((TRIAL, "пробный период"), (ACTIVE, "действует"), (ENDED, "окончена"))
    # Nobody has said yet how the city will pay; by contract; by card.
    RAILS = (("", "не выбрано"), ("contract", "по договору"), ("stripe", "картой"))
    PERIODS = ((tariff.MONTH, "помесячно"), (tariff.YEAR, "за год"))

    city = models.OneToOneField(City, related_name="subscription", on_delete=models.CASCADE)
    tenant = models.TextField("роль города", unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    period = models.TextField("за какой срок платит", choices=PERIODS, default=tariff.MONTH)
    state = models.TextField("состояние", choices=STATES, default=TRIAL)
    trial_until = models.DateTimeField("пробный период до", null=True)
    rail = models.TextField("чем платит", choices=RAILS, blank=True, db_default="", default="")
    begun_at = models.DateTimeField("с какого времени")
    # Told to end on this day; until then everything goes on.
    ends_on = models.DateField("последний день", null=True)
    ended_at = models.DateTimeField("окончена", null=True)

    objects: ClassVar[models.Manager["Subscription"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subscription_trial_ends",
                condition=~Q(state="trial") | Q(trial_until__isnull=False),
            ),
            models.CheckConstraint(
                name="subscription_end",
                condition=Q(state="ended", ended_at__isnull=False)
                | ~Q(state="ended") & Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="subscription_period", condition=Q(period__in=["month", "year"])
            ),
            models.CheckConstraint(
                name="subscription_rail", condition=Q(rail__in=["", "contract", "stripe"])
            ),
            models.CheckConstraint(
                name="subscription_state", condition=Q(state__in=["trial", "active", "ended"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.plan_id} ({self.state})"

    @property
    def pays_by(self) -> str:
        """The rail that pays now; empty where nothing does: not chosen yet, or ended."""
        return "" if self.state == self.ENDED else self.rail

    def is_trial(self, at: datetime) -> bool:
        """Whether the city tries for nothing at this moment."""
        return self.state == self.TRIAL and self.trial_until is not None and at < self.trial_until
