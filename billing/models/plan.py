"""What a city of some size pays."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from billing import tariff


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans by what may be done with them."""

    def offered(self) -> "PlanQuerySet":
        """Those a new city may take."""
        return self.filter(is_offered=True)


class Plan(models.Model):
    """One band of population; a price that somebody pays is never changed, a new plan is made."""

    code = models.TextField("код", unique=True)
    name = models.TextField("название")
    population_from = models.PositiveIntegerField("жителей от")
    # The first number of inhabitants that is not in the band any more.
    population_until = models.PositiveIntegerField("жителей до", null=True)
    organisations = models.PositiveIntegerField("организаций в цене")
    # Passing it warns the city and blocks nothing; none: no limit.
    year_appeals = models.PositiveIntegerField("обращений в год", null=True)
    month_kopecks = models.PositiveBigIntegerField("в месяц, копеек")
    year_kopecks = models.PositiveBigIntegerField("за год, копеек")
    more_month_kopecks = models.PositiveBigIntegerField("каждая сверх, в месяц, копеек")
    more_year_kopecks = models.PositiveBigIntegerField("каждая сверх, за год, копеек")
    vat_percent = models.PositiveSmallIntegerField("НДС в цене, %; пусто — без НДС", null=True)
    is_offered = models.BooleanField("предлагается", default=True)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["population_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="plan_band",
                condition=Q(population_until=None) | Q(population_until__gt=F("population_from")),
            ),
            models.CheckConstraint(
                name="plan_vat", condition=Q(vat_percent=None) | Q(vat_percent__lte=100)
            ),
            models.UniqueConstraint(
                fields=["population_from"], condition=Q(is_offered=True), name="plan_offered_band"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def terms(self) -> tariff.Terms:
        """The same for the calculator."""
        return tariff.Terms(
            code=self.code,
            name=self.name,
            population_from=self.population_from,
            population_until=self.population_until,
            organisations=self.organisations,
            kopecks={"month": self.month_kopecks, "year": self.year_kopecks},
            more_kopecks={"month": self.more_month_kopecks, "year": self.more_year_kopecks},
            vat_percent=self.vat_percent,
        )
