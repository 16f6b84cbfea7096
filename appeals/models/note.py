"""What colleagues write to each other beside an appeal, and who wants to hear of its moves."""

from typing import ClassVar

from django.db import models

from appeals import workflow
from appeals.masking import strictly
from appeals.models.appeal import Appeal
from appeals.models.organisation import Organisation
from tenants.accounts.actor import Actor
from tenants.accounts.looking import PersonalField


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes by the side that may read them."""

    def readable_by(self, actor: Actor) -> "NoteQuerySet":
        """The desk reads the desk's, an organisation and its crews their own, nobody else any."""
        if actor.role in workflow.DESK:
            return self.filter(organisation=None)
        if actor.role in workflow.PERFORMERS and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()


class Note(models.Model):
    """A private note. It never enters the journal, and no other side ever reads it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="notes")
    # Whose side it is; none: the dispatch desk.
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    text = PersonalField(hide=strictly)
    author_id = models.BigIntegerField()
    author_name = models.TextField()
    written_at = models.DateTimeField()

    objects: ClassVar[NoteQuerySet] = NoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.written_at:%Y-%m-%d %H:%M}"


class Follower(models.Model):
    """A colleague who is told of every move of an appeal while they may see it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="followers")
    user_id = models.BigIntegerField()
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["Follower"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appeal", "user_id"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.appeal_id} → {self.user_id}"
