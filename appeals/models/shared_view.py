"""A list that an organisation, or the hall, saved for all its people."""

from typing import ClassVar

from django.db import models

from appeals.models.organisation import Organisation
from tenants.accounts.actor import Actor


class SharedViewQuerySet(models.QuerySet["SharedView"]):
    """Shared views by whose they are."""

    def shared_with(self, actor: Actor) -> "SharedViewQuerySet":
        """Those of the actor's organisation; the desk's for the desk; one indexed read."""
        return self.filter(organisation_id=actor.organisation_id)


class SharedView(models.Model):
    """A name for a list and its filters, as an address carries them. No organisation: the hall's."""

    MOST = 20

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    name = models.TextField("название")
    filters = models.JSONField("отбор", default=dict)
    position = models.PositiveIntegerField("место в списке", default=0)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.TextField(blank=True)
    made_at = models.DateTimeField()

    objects: ClassVar[SharedViewQuerySet] = SharedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="shared_view_name", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name
