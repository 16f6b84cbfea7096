"""A house of the registry as the address field shows it."""

from django.utils.translation import gettext as _

from appeals.registry.search import HouseHit


def told(house: HouseHit) -> dict[str, object]:
    """The address and a line that tells one house from another."""
    return {"id": house.id, "label": house.address, "detail": detail(house)}


def detail(house: HouseHit) -> str:
    """The district, in as many words as are known."""
    return _("%(district)s район") % {"district": house.district} if house.district else ""
