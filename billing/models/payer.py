"""A city as a rail knows it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.models import City


class Payer(models.Model):
    """The customer of a rail who stands for a city; one at a time, test and live apart."""

    city = models.ForeignKey(City, related_name="payers", on_delete=models.PROTECT)
    tenant = models.TextField("роль города")
    gateway = models.TextField("способ оплаты")
    is_live = models.BooleanField("настоящие деньги")
    ref = models.TextField("имя у платёжной системы")
    created_at = models.DateTimeField()
    gone_at = models.DateTimeField("удалён у платёжной системы", null=True)

    objects: ClassVar[models.Manager["Payer"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "ref"], name="payer_ref"),
            models.UniqueConstraint(
                fields=["city", "gateway", "is_live"],
                condition=Q(gone_at=None),
                name="payer_one_a_city",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.ref}"
