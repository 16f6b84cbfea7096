"""Which addresses and codes are in use: by cities, and by orders that are not carried out yet."""

from django.conf import settings

from tenants.models import City, Domain, ProvisioningJob


def host_of(address: str) -> str:
    """The full host of a city."""
    return f"{address}.{settings.BASE_DOMAIN}"


def schema_of(address: str) -> str:
    """The schema of the city at an address."""
    return address.replace("-", "_")


def address(text: str, but: ProvisioningJob | None = None) -> bool:
    """Whether the address, or the schema named after it, belongs to anybody; `but` not counted."""
    schema, host = schema_of(text), host_of(text)
    orders = ProvisioningJob.objects.exclude(pk=but.pk if but else 0)
    return (
        City.objects.filter(schema_name=schema).exists()
        or Domain.objects.filter(domain=host).exists()
        or orders.filter(schema_name=schema).exists()
        or orders.filter(finished_at=None, wanted__host=host).exists()
    )


def codes(but: ProvisioningJob | None = None) -> set[str]:
    """Every code before the numbers of appeals, in both alphabets."""
    used = {code for pair in City.objects.values_list("code", "latin_code") for code in pair}
    orders = ProvisioningJob.objects.filter(finished_at=None).exclude(pk=but.pk if but else 0)
    for wanted in orders.values_list("wanted", flat=True):
        used |= {str(wanted.get("code", "")), str(wanted.get("latin_code", ""))}
    return used - {""}
