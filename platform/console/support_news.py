"""What one side of support access must know of the other: carried by the outbox, each once."""

from typing import Any

from allauth.account.adapter import get_adapter

from tenants import directory
from tenants.accounts import links
from tenants.accounts.actor import Role
from tenants.accounts.models import Mail, SupportView, User
from tenants.fanout.topics import handles
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.models import SupportAccess


@handles("support-asked")
def tell_administrators(payloads: list[dict[str, Any]]) -> None:
    """The administrators of the city read that somebody asks to be let in; entered into the office."""
    for payload in payloads:
        city = directory.by_schema(payload["schema"])
        if city is None:
            continue
        with scope.in_tenant(city):
            row = SupportAccess.objects.filter(pk=payload["access"]).first()
            if row is not None:
                _write(row)


@handles("support-view")
def repeat_in_the_office(payloads: list[dict[str, Any]]) -> None:
    """Every page support looked at stands in the operators' journal too.

    Whose look it was and who consented is what the office knows itself; a city's line of somebody
    else's look is left out.
    """
    city = scope.require()
    with scope.in_tenant(city):
        pages = SupportView.objects.filter(pk__in=[each["view"] for each in payloads])
        lines = list(pages.order_by("id"))
    with scope.in_tenant(_office()):
        known = SupportAccess.objects.filter(tenant=city.role).in_bulk(
            [line.access_id for line in lines]
        )
        lines = [line for line in lines if line.access_id in known]
        for line in lines:
            access = known[line.access_id]
            line.pk, line.schema_name = None, city.schema
            line.operator_name, line.consented_by = access.operator_name, access.consented_by
        # `key` is unique: a line that came before is not written twice.
        SupportView.objects.bulk_create(lines, ignore_conflicts=True)


def _write(row: SupportAccess) -> None:
    context = {"access": row, "link": links.named("launch:support")}
    people = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(email=None)
    told = Mail.objects.filter(subject__contains=f"№ {row.pk}:").values_list("to", flat=True)
    for person in people.exclude(email__in=told):
        get_adapter().send_mail("account/email/support_asked", str(person.email), context)


def _office() -> Tenant:
    office = directory.by_schema("office")
    if office is None:
        raise RuntimeError("There is no office.")
    return office
