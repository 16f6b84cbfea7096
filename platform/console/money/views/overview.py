"""The money page: figures, debts, what waits for a person."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing import timetable
from billing.clock import day_of
from console.entry import for_operators
from console.money import figures
from console.money.views.doing import show
from tenants.accounts.actor import Actor
from tenants.isolation.scope import schema_of
from tenants.models import City


@require_safe
@for_operators
def overview(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Everything at a glance."""
    today = day_of(timezone.now())
    waiting = figures.waiting(today)
    schemas = {schema_of(each.tenant) for each in waiting.requests}
    names = dict(City.objects.filter(schema_name__in=schemas).values_list("schema_name", "name"))
    asked = [(each, *_city_of(each.tenant, names)) for each in waiting.requests]
    facts = {
        "top": figures.overview(today),
        "waiting": waiting,
        "asked": asked,
        "held": timetable.held_back(today),
    }
    return show(request, "overview", facts)


def _city_of(tenant: str, names: dict[str, str]) -> tuple[str, str]:
    schema = schema_of(tenant)
    return schema, names.get(schema, schema)
