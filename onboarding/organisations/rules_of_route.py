"""The rule that sends a service without a house to whoever gives it to the whole city."""

from collections.abc import Sequence

from appeals.models import Organisation, RoutingRule


def route_by_service(organisation: Organisation, services: Sequence[str]) -> RoutingRule:
    """A rule of its own after all that stand."""
    return RoutingRule.objects.create(
        name=f"По услуге: {organisation}",
        position=RoutingRule.objects.count() * 10 + 10,
        organisation=organisation,
        conditions={"services": list(services)},
    )
