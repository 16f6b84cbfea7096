"""The latest changes: what everybody sees of the city's work as it goes on."""

from collections.abc import Sequence

from appeals.models import Appeal

ROWS = 8


def latest(rows: int = ROWS) -> list[Appeal]:
    """Public appeals, the last change first."""
    return list(
        Appeal.objects.public()
        .select_related("category", "organisation")
        .order_by("-status_at", "-id")[:rows]
    )


def at_houses(houses: Sequence[int], rows: int = 20) -> list[Appeal]:
    """Public appeals at these houses, the newest first."""
    if not houses:
        return []
    return list(
        Appeal.objects.public()
        .filter(house__in=houses)
        .select_related("category", "organisation")
        .order_by("-registered_at")[:rows]
    )
