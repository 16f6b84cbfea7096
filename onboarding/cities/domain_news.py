"""What cities wish of their own hosts, carried by the outbox and done for the office."""

from typing import Any

from django.utils import timezone

from onboarding.cities import domains
from tenants import directory
from tenants.fanout.topics import handles
from tenants.isolation import scope


@handles("own-domain")
def carry_out(payloads: list[dict[str, Any]]) -> None:
    """Look, give or take away; a host of another city is never touched."""
    city = scope.require()
    office = directory.by_schema("office")
    if office is None:
        raise RuntimeError("There is no office.")
    now = timezone.now()
    for payload in payloads:
        pk = payload.get("domain")
        if pk is not None:
            with scope.in_tenant(city):
                # Row-level security: the city sees its own alone.
                if not domains.OwnDomain.objects.filter(pk=pk).exists():
                    continue
        with scope.entered(office):
            if payload["what"] == "check":
                domains.look(int(pk or 0), at=now)
                continue
        with scope.in_tenant(office):
            if payload["what"] == "drop":
                domains.drop(city.role, payload["host"], at=now)
            elif payload["what"] == "back":
                domains.give_back(city.role, at=now)
            else:
                domains.give(int(pk or 0), at=now)
