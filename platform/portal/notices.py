"""What the city tells everybody now."""

from datetime import datetime

from appeals.models import Notice

# More than these nobody reads; the latest come first.
_MOST = 5


def shown(at: datetime) -> list[Notice]:
    """The notices of this moment, one statement."""
    return list(Notice.objects.shown(at)[:_MOST])
