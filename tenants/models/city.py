"""A tenant: a city, or the operators' office."""

from typing import Any, ClassVar

from django.db import models
from django_tenants.models import TenantMixin

from tenants.isolation.scope import check_schema_name


class CityQuerySet(models.QuerySet["City"]):
    """Cities by what may be done with them."""

    def routable(self) -> "CityQuerySet":
        """Those that answer requests and run tasks, with everything the directory needs."""
        return (
            self.filter(state__in=City.ROUTABLE)
            .select_related("branding", "entitlements")
            .prefetch_related("domains")
        )


class City(TenantMixin):
    """A tenant with a schema, a role, a code for its appeals' numbers and a clock of its own."""

    # Whether it stands at all; what it may do is told by tenants.Entitlements.
    PREPARING, LIVE, DELETED = "preparing", "live", "deleted"
    ROUTABLE = (LIVE,)
    auto_create_schema = False

    kind = models.TextField(default="city")
    name = models.TextField("название")
    region = models.TextField("регион", blank=True)
    code = models.TextField("код в номерах обращений", blank=True)
    latin_code = models.TextField("код латиницей", blank=True)
    time_zone = models.TextField("часовой пояс", default="Europe/Moscow")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    population = models.PositiveIntegerField(null=True)
    # Residents see the portal once it is open, or from the day on which it opens by itself.
    is_public = models.BooleanField("открыт для жителей", default=True, db_default=True)
    opens_on = models.DateField("день открытия для жителей", null=True)
    state = models.TextField(default=PREPARING)
    created_at = models.DateTimeField(auto_now_add=True)
    live_at = models.DateTimeField(null=True)

    objects: ClassVar[CityQuerySet] = CityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["latin_code"], condition=~models.Q(latin_code=""), name="city_latin_code"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="city_code"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row and nothing else: schemas are made by tenants.provisioning."""
        check_schema_name(self.schema_name)
        models.Model.save(self, *args, **kwargs)
