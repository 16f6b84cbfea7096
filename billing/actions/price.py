"""Other prices: a plan in the place of another. Who pays by the old one goes on by it."""

from django.db import transaction

from billing.errors import CannotDo
from billing.models import Plan


@transaction.atomic
def price(plan_id: int, **terms: int | None) -> Plan:
    """Offer a band of population at other terms from now on; the old plan is offered no more.

    Raises:
        CannotDo: it is offered no more already.
    """
    old = Plan.objects.select_for_update().get(pk=plan_id)
    if not old.is_offered:
        raise CannotDo("Этот тариф уже заменили другим: откройте список заново.")
    Plan.objects.filter(pk=old.pk).update(is_offered=False)
    editions = Plan.objects.filter(population_from=old.population_from).count()
    first = old.code.partition(".")[0]
    return Plan.objects.create(
        code=f"{first}.{editions + 1}",
        name=old.name,
        population_from=old.population_from,
        population_until=old.population_until,
        **terms,
    )
