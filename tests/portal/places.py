from appeals.models import House, Street
from appeals.registry.addresses import parse
from appeals.registry.streets import search_form


def place(address: str, *, district: str = "Ленинский") -> House:
    """A house as the import of a registry writes it, so that address search finds it."""
    parsed = parse(address)
    street, _ = Street.objects.get_or_create(
        kind=parsed.street.kind,
        name=parsed.street.name,
        defaults={"search": search_form(parsed)},
    )
    return House.objects.create(
        street=street,
        number=parsed.house.words,
        normal_number=parsed.house.key,
        address=parsed.words,
        district=district,
        latitude=53.2,
        longitude=45.0,
    )
