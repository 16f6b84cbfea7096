"""A city's card, as far as an operator has a hand in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from billing import operations
from billing.models import ProviderSubscription
from console import lines
from console.entry import for_operators
from console.models import Action
from console.money.views.doing import done
from tenants.accounts.actor import Actor


@require_POST
@for_operators
def end_card(request: HttpRequest, schema: str, pk: int, *, by: Actor) -> HttpResponse:
    """This subscription ends now: one of two, or one that should not be."""
    now = timezone.now()
    rows = ProviderSubscription.objects.select_related("payer__city")
    found = get_object_or_404(rows, pk=pk, payer__city__schema_name=schema)
    city = found.payer.city
    return done(
        request,
        lambda: operations.cancel(found.tenant, ref=found.ref, at_once=True, by=by, at=now),
        "Подписка завершается: через минуту карту больше не спишут.",
        "money:city",
        schema,
        note=lambda: lines.write(
            Action.UNSUBSCRIBED, schema=schema, city=city.name, by=by, at=now, after=found.ref
        ),
    )
