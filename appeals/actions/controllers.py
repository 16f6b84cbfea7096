"""Who answers for a reopened appeal by name."""

from django.db.models import Count

from appeals.models import Appeal, Policy
from tenants.accounts.actor import Role
from tenants.accounts.models import User


def choose(policy: Policy) -> User | None:
    """The controller the city has named, else the one with the fewest open appeals.

    A city without controllers is answered for by its administrators; None: it has neither.
    """
    seniors = list(
        User.objects.filter(
            role__in=(Role.CONTROLLER, Role.ADMINISTRATOR), is_active=True
        ).order_by("id")
    )
    named = next((user for user in seniors if user.pk == policy.controller_id), None)
    if named is not None:
        return named
    able = [user for user in seniors if user.role == Role.CONTROLLER] or seniors
    loads = dict(
        Appeal.objects.open()
        .filter(controller_id__in=[user.pk for user in able])
        .order_by()
        .values_list("controller_id")
        .annotate(Count("pk"))
    )
    return min(able, key=lambda user: (loads.get(user.pk, 0), user.pk), default=None)
