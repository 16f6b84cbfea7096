"""Who sends the invoices: the platform's own details, as they stand on paper."""

from typing import Any, ClassVar

from django.db import models


class Seller(models.Model):
    """One edition of the details; only ever added, the last holds. Papers keep the words of their day."""

    name = models.TextField("полное название")
    short_name = models.TextField("краткое название")
    inn = models.TextField("ИНН")
    kpp = models.TextField("КПП", blank=True)
    ogrn = models.TextField("ОГРН")
    address = models.TextField("адрес")
    account = models.TextField("расчётный счёт")
    bank = models.TextField("банк")
    bic = models.TextField("БИК")
    correspondent = models.TextField("корреспондентский счёт", blank=True)
    director_position = models.TextField("должность подписывающего")
    director = models.TextField("кто подписывает")
    accountant = models.TextField("главный бухгалтер", blank=True)
    contacts = models.TextField("телефон и почта для бухгалтерии города", blank=True)
    at = models.DateTimeField("с какого времени")
    by_name = models.TextField("кто внёс")

    objects: ClassVar[models.Manager["Seller"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.short_name

    @classmethod
    def current(cls) -> "Seller | None":
        """The details in force; None before anybody has written any."""
        return cls.objects.first()

    def facts(self) -> dict[str, Any]:
        """What a paper keeps of them."""
        kept = (field.attname for field in self._meta.concrete_fields)
        return {name: getattr(self, name) for name in kept if name not in ("id", "at", "by_name")}
