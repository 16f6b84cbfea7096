"""Who wants to hear of what happens to an appeal, at a house, in a street, a district, about a theme."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.accounts.looking import PersonalField


class Following(models.Model):
    """One wish of one person: an account, or an e-mail address that was proved by a link.

    `thing` is the id of an appeal, a house, a street or a theme, or a district's name. `told_until`:
    up to when the daily summary has told of it. `consent` is the version of the text agreed to.
    """

    APPEAL, HOUSE, STREET = "appeal", "house", "street"
    DISTRICT, CATEGORY = "district", "category"
    KINDS = (APPEAL, HOUSE, STREET, DISTRICT, CATEGORY)
    AT_ONCE, DAILY = "at_once", "daily"

    user_id = models.BigIntegerField("учётная запись", null=True)
    email = PersonalField(blank=True)
    what = models.TextField()
    thing = models.TextField()
    rhythm = models.TextField(default="at_once")
    language = models.TextField(default="ru")
    consent = models.TextField("версия текста согласия", blank=True)
    followed_at = models.DateTimeField()
    told_until = models.DateTimeField()

    objects: ClassVar[models.Manager["Following"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "what", "thing"],
                name="following_account_once",
                condition=Q(user_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["email", "what", "thing"],
                name="following_email_once",
                condition=~Q(email=""),
            ),
            models.CheckConstraint(
                condition=Q(user_id__isnull=False, email="") | Q(user_id=None) & ~Q(email=""),
                name="following_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(what__in=["appeal", "house", "street", "district", "category"]),
                name="following_what",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["at_once", "daily"]), name="following_rhythm"
            ),
        ]
        indexes = [
            # Everybody who follows a thing, some hundreds at a time.
            models.Index(fields=["what", "thing", "id"], name="following_thing"),
            # Whose summary is due.
            models.Index(
                fields=["told_until", "id"], name="following_daily", condition=Q(rhythm="daily")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.thing}"
