"""A city has left: its people are forgotten here too, and its name is free for another."""

from onboarding.cities.models import Application, Launch
from tenants.models import Offboarding


def forget(ended: Offboarding) -> None:
    """Take away the city's checklist and the applications it came by, by the owner; may be repeated."""
    Launch.objects.using("owner").filter(tenant=ended.tenant).delete()
    Application.objects.using("owner").filter(schema_name=ended.schema_name).delete()
