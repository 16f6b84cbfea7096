"""What the city hid or edited of an appeal: for everybody gone, for the desk kept word by word."""

from typing import ClassVar

from django.db import models

from appeals.masking import strictly
from appeals.models.appeal import Appeal
from appeals.models.attachment import Attachment
from tenants.accounts.looking import PersonalField


class Moderation(models.Model):
    """One change, append-only like the journal: the city's role cannot change or delete it.

    `before` and `after` are what everybody read and reads; they may hold what had to be hidden, so
    they never leave the desk. `sequence` names the journal's record whose words it is about.
    """

    TEXT, WORDS, PHOTO, WHOLE = "text", "words", "photo", "whole"
    HIDE, EDIT, SHOW = "hide", "edit", "show"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="moderations")
    what = models.TextField()
    how = models.TextField()
    attachment = models.ForeignKey(
        Attachment, null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False
    )
    sequence = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    comment = PersonalField("для своих", blank=True, hide=strictly)
    before = PersonalField(blank=True, hide=strictly)
    after = PersonalField(blank=True, hide=strictly)
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField(blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Moderation"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=["text", "words", "photo", "whole"]),
                name="moderation_what",
            ),
            models.CheckConstraint(
                condition=models.Q(how__in=["hide", "edit", "show"]), name="moderation_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.how} {self.what}"
