"""Which pages an operator looked at: the same lines in the city's schema and in the office's."""

from typing import ClassVar

from django.db import models


class SupportView(models.Model):
    """One page; append-only. Both names stand in it: whose look it was and who had consented."""

    key = models.UUIDField("одна и та же запись у города и у платформы", unique=True)
    access_id = models.BigIntegerField("вход поддержки")
    at = models.DateTimeField()
    schema_name = models.TextField("схема города")
    operator_name = models.TextField()
    consented_by = models.TextField()
    path = models.TextField("адрес страницы без вопроса")

    objects: ClassVar[models.Manager["SupportView"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["access_id", "-id"], name="support_view_access")]

    def __str__(self) -> str:
        return f"{self.operator_name}: {self.path}"
