"""Who answers for a reopened appeal by name."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from appeals import workflow
from appeals.models import Appeal, Policy
from tenants.accounts.actor import Role
from tenants.accounts.models import User


def choose(policy: Policy) -> User | None:
    """The controller the city has named, else the one with the fewest open appeals.

    A city without controllers is answered for by its administrators; None: it has neither. One
    statement (index appeal_controller).
    """
    theirs = Appeal.objects.open().filter(controller_id=OuterRef("pk")).order_by()
    load = theirs.values("controller_id").annotate(held=Count("pk")).values("held")
    seniors = list(
        User.objects.filter(role__in=sorted(workflow.SENIORS), is_active=True)
        .annotate(load=Coalesce(Subquery(load, output_field=IntegerField()), 0))
        .order_by("load", "id")
    )
    named = next((user for user in seniors if user.pk == policy.controller_id), None)
    if named is not None:
        return named
    able = [user for user in seniors if user.role == Role.CONTROLLER] or seniors
    return able[0] if able else None
