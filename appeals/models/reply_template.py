"""Ready words for reports, notes and questions, with places to be filled."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from appeals.models.organisation import Organisation
from tenants.accounts.actor import Actor


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    """Templates by who may insert them."""

    def open_to(self, actor: Actor) -> "ReplyTemplateQuerySet":
        """The city's, and those of the actor's own organisation."""
        return self.filter(Q(organisation=None) | Q(organisation_id=actor.organisation_id))

    def kept_by(self, actor: Actor) -> "ReplyTemplateQuerySet":
        """Those of the actor's own side: the organisation's, or the city's."""
        return self.filter(Q(organisation_id=actor.organisation_id))


class ReplyTemplate(models.Model):
    """A text such as «Бригада {бригада} выедет по адресу {адрес}». No organisation: the city's."""

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    title = models.TextField("название")
    text = models.TextField("текст")
    # The move whose form offers it first; empty: every form.
    move = models.TextField("для действия", blank=True)
    position = models.PositiveIntegerField("место в списке", default=0)

    objects: ClassVar[ReplyTemplateQuerySet] = ReplyTemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"], name="reply_template_title", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.title
