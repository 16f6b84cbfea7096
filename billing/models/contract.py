"""The contract under which a city pays by bank transfer."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Max, Q
from django.db.models.functions import Coalesce, Least

from tenants.models import City


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts by the day."""

    def in_force(self, day: date) -> "ContractQuerySet":
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day).not_over(day)

    def not_over(self, day: date) -> "ContractQuerySet":
        """Those that hold on a day or will."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), ends_on__gte=day)

    def last_days(self) -> dict[int, date]:
        """The last day that any contract of a city covers, by city."""
        last = Max(Least("ends_on", Coalesce("ended_on", "ends_on")))
        return dict(self.order_by().values_list("city").annotate(last=last))


class Days(Func):
    """The days on which a contract holds, both ends included, as the database compares them."""

    function = "daterange"
    output_field = DateRangeField()


class Contract(models.Model):
    """Number, day, parties, basis, period, limit. A city has one at a time; a signed one stays as it is."""

    # What a public body buys by: 44-ФЗ ст. 93 ч. 1 (single supplier) and competitive procedures.
    SMALL, SOLE, QUOTATION, AUCTION, TENDER, OTHER, FREE = (
        *("small", "sole", "quotation", "auction", "tender", "other", "free"),
    )
    BASES = (
        (SMALL, "п. 4 ч. 1 ст. 93 44-ФЗ, закупка малого объёма"),
        (SOLE, "ч. 12 ст. 93 44-ФЗ, закупка в электронной форме"),
        (QUOTATION, "ст. 50 44-ФЗ, электронный запрос котировок"),
        (AUCTION, "ст. 49 44-ФЗ, электронный аукцион"),
        (TENDER, "ст. 48 44-ФЗ, электронный конкурс"),
        (OTHER, "223-ФЗ"),
        (FREE, "гражданско-правовой договор, без закупки"),
    )
    AHEAD, AFTER = "ahead", "after"
    BILLING = ((AHEAD, "в начале периода"), (AFTER, "по окончании периода"))

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="contracts")
    tenant = models.TextField("роль города")
    number = models.TextField("номер")
    signed_on = models.DateField("дата")
    basis = models.TextField("основание", choices=BASES)
    purchase_code = models.TextField("ИКЗ", blank=True)
    starts_on = models.DateField("действует с")
    ends_on = models.DateField("по", help_text="включительно")
    ended_on = models.DateField("расторгнут", null=True, blank=True)
    limit_kopecks = models.PositiveBigIntegerField("цена контракта, копеек", null=True)
    # What a period costs by this contract; none: by the plan's price list.
    fixed_kopecks = models.PositiveBigIntegerField("за период по контракту, копеек", null=True)
    billing = models.TextField("счёт выставляем", choices=BILLING, default=AFTER)
    due_days = models.PositiveSmallIntegerField("дней на оплату")
    # The other party, as it stands in the contract.
    customer = models.TextField("заказчик")
    inn = models.TextField("ИНН")
    kpp = models.TextField("КПП", blank=True)
    address = models.TextField("адрес", blank=True)
    signer = models.TextField("кто подписывает", blank=True)
    signer_position = models.TextField("должность", blank=True)
    ground = models.TextField("на основании", blank=True)
    made_at = models.DateTimeField()
    by_name = models.TextField()

    objects: ClassVar[ContractQuerySet] = ContractQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(name="contract_days", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="contract_end", condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="contract_due_days", condition=Q(due_days__range=(1, 90))),
            models.CheckConstraint(
                name="contract_billing", condition=Q(billing__in=["ahead", "after"])
            ),
            ExclusionConstraint(
                name="contract_one_at_a_time",
                expressions=[
                    (F("city"), RangeOperators.EQUAL),
                    (
                        Days(
                            F("starts_on"), Least(F("ends_on"), F("ended_on")), models.Value("[]")
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number} от {self.signed_on:%d.%m.%Y}"

    @property
    def until(self) -> date:
        """The first day on which it holds no more."""
        return self.last_day + timedelta(days=1)

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return min(self.ends_on, self.ended_on or self.ends_on)

    def facts(self) -> dict[str, Any]:
        """What a paper keeps of the other party and of the contract."""
        names = ("customer", "inn", "kpp", "address", "signer", "signer_position", "ground")
        return {name: getattr(self, name) for name in names} | {
            "contract": str(self),
            "basis": self.get_basis_display(),
            "purchase_code": self.purchase_code,
        }
