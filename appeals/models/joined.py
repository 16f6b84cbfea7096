"""Somebody with the same trouble: added to an appeal that exists instead of filing another."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from appeals.masking import strictly
from appeals.models.appeal import Appeal
from appeals.models.call import Call
from tenants.accounts.looking import PersonalField


class Joined(models.Model):
    """Personal data of one more person who follows an appeal; told of its steps like the first.

    Counted in `Appeal.joined_count`. One telephone joins one appeal once.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="joined")
    user_id = models.BigIntegerField("учётная запись", null=True)
    name = PersonalField(blank=True)
    phone = PersonalField(blank=True)
    email = PersonalField(blank=True)
    flat = PersonalField("квартира", blank=True)
    text = PersonalField("со слов", blank=True, hide=strictly)
    consent = models.TextField("версия текста согласия", blank=True)
    # In which they spoke to us, and are spoken to.
    language = models.TextField(default="ru", db_default="ru")
    key = models.TextField("ключ повторной отправки", null=True, unique=True)
    call = models.ForeignKey(Call, null=True, on_delete=models.SET_NULL)
    operator_id = models.BigIntegerField(null=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Joined"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "phone"], name="joined_once", condition=~models.Q(phone="")
            )
        ]
        indexes = [
            models.Index(fields=["phone"], name="joined_phone", condition=~models.Q(phone="")),
            models.Index(Lower("email"), name="joined_email", condition=~models.Q(email="")),
            models.Index(
                fields=["user_id"], name="joined_user", condition=models.Q(user_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.pk}"
