"""A one-time link: proof that whoever opens it reads the mail, or the telephone, it was sent to."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.accounts.looking import PersonalField


class ContactLink(models.Model):
    """A wish that waits for its proof. Only the code's keyed digest is kept, and it opens once.

    `purpose`: to see what this contact has here, to follow (`what`, `thing`, `rhythm`), to erase
    one's data. The code is made by the worker that writes the letter: the request that asks for a
    link does the same whether anybody is known by this contact or nobody.
    """

    OPEN, FOLLOW, ERASE = "open", "follow", "erase"
    LIVES = timedelta(hours=2)
    # What was asked for and never opened is forgotten after this.
    KEPT = timedelta(days=1)

    purpose = models.TextField()
    email = PersonalField(blank=True)
    phone = PersonalField(blank=True)
    # Whose account the wish concerns; its address stands above.
    user_id = models.BigIntegerField(null=True)
    digest = models.TextField(blank=True)
    what = models.TextField(blank=True)
    thing = models.TextField(blank=True)
    rhythm = models.TextField(blank=True)
    language = models.TextField(default="ru")
    consent = models.TextField("версия текста согласия", blank=True)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ContactLink"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], name="contact_link_once", condition=~Q(digest="")
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["open", "follow", "erase"]), name="contact_link_purpose"
            ),
            models.CheckConstraint(
                condition=~Q(email="", phone=""), name="contact_link_has_contact"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="contact_link_asked")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
