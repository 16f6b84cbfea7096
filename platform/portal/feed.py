"""The latest changes: what everybody sees of the city's work as it goes on."""

from appeals.models import Appeal, House

ROWS = 8


def latest(rows: int = ROWS) -> list[Appeal]:
    """Public appeals, the last change first."""
    return list(
        Appeal.objects.public()
        .select_related("category", "organisation")
        .order_by("-status_at", "-id")[:rows]
    )


def at_houses(found: list[House], rows: int = 20) -> list[Appeal]:
    """Public appeals at these houses, the newest first."""
    if not found:
        return []
    return list(
        Appeal.objects.public()
        .filter(house__in=[house.pk for house in found])
        .select_related("category", "organisation")
        .order_by("-registered_at")[:rows]
    )
