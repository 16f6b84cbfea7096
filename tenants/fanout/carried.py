"""What is carried out of the product once: claimed before it leaves, marked when it has left.

A crash between leaving and marking carries it twice, never not at all.
"""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q


class StillCarried(RuntimeError):
    """Somebody claimed it a moment ago; the outbox keeps its message until that one has ended."""


class Carried(models.Model):
    """A row that waits for a carrier."""

    # Longer than carrying can take; after that its carrier is taken for dead.
    CLAIM = timedelta(seconds=60)

    # Who carries it now; an older claim than CLAIM is given up.
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @classmethod
    def waiting(cls) -> Q:
        """Those nobody has carried yet."""
        return Q(sent_at=None)

    @classmethod
    def claim(cls, pk: int | UUID, *, at: datetime) -> Self | None:
        """The row, from now on ours to carry; None when it needs no carrying (any more).

        Raises:
            StillCarried: another carrier holds it, and may yet die with it.
        """
        rows = cls._default_manager.filter(cls.waiting(), pk=pk)
        with transaction.atomic():
            free = Q(claimed_at=None) | Q(claimed_at__lt=at - cls.CLAIM)
            if rows.filter(free).update(claimed_at=at):
                return cls._default_manager.get(pk=pk)
            if rows.exists():
                raise StillCarried(f"{cls.__name__} {pk}")
            return None
