"""Who filed an appeal: the only table of the core that knows people's names and phones."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from appeals.models.appeal import Appeal
from tenants.accounts.looking import PersonalField


class Applicant(models.Model):
    """Personal data of one appeal, apart from everything that is shown."""

    appeal = models.OneToOneField(Appeal, on_delete=models.CASCADE, related_name="applicant")
    user_id = models.BigIntegerField("учётная запись", null=True)
    name = PersonalField(blank=True)
    phone = PersonalField(blank=True)
    email = PersonalField(blank=True)
    flat = PersonalField("квартира", blank=True)
    consent = models.TextField("версия текста согласия", blank=True)
    # Of a statutory appeal alone: an e-mail or a postal address (59-ФЗ ст. 7).
    answer_address = PersonalField("адрес для ответа", blank=True, default="", db_default="")
    # In which they spoke to us, and are spoken to.
    language = models.TextField(default="ru", db_default="ru")

    objects: ClassVar[models.Manager["Applicant"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["phone"], name="applicant_phone", condition=~models.Q(phone="")),
            models.Index(
                fields=["user_id"],
                name="applicant_user",
                condition=models.Q(user_id__isnull=False),
            ),
            models.Index(Lower("email"), name="applicant_email", condition=~models.Q(email="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)
