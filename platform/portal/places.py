"""A house of the registry as the address field shows it, and where its passport stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.registry.around import NearHouse
from appeals.registry.search import HouseHit


def told(house: HouseHit) -> dict[str, object]:
    """The address and a line that tells one house from another."""
    return {"id": house.id, "label": house.address, "detail": detail(house)}


def detail(house: HouseHit) -> str:
    """The old name it was found by and the district, in as many words as are known."""
    parts = []
    if house.formerly:
        parts.append(_("бывш. %(name)s") % {"name": house.formerly})
    if house.district:
        parts.append(_("%(district)s район") % {"district": house.district})
    return ", ".join(parts)


def house_url(house_id: int) -> str:
    """The address of a house's passport."""
    return reverse("portal:house", args=[house_id])


def near_told(house: NearHouse) -> dict[str, object]:
    """A house near a point: its address and how far it is."""
    return {
        "id": house.id,
        "label": house.address,
        "detail": _("%(metres)d м отсюда") % {"metres": house.metres},
    }
