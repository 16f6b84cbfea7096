"""Who signs: the city's administration and the organisations, as agreements name them."""

from typing import ClassVar

from django.db import models

from appeals.models import Organisation


class CityParty(models.Model):
    """The city's side of every agreement; one row."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.TextField("администрация", blank=True)
    inn = models.TextField("ИНН", blank=True)
    ogrn = models.TextField("ОГРН", blank=True)
    address = models.TextField("адрес", blank=True)
    head_position = models.TextField("должность подписывающего", blank=True)
    head_name = models.TextField("кто подписывает", blank=True)
    basis = models.TextField("на основании", blank=True)

    objects: ClassVar[models.Manager["CityParty"]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="city_party_one")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of_city(cls) -> "CityParty":
        """The row, empty where the administration has not filled it yet."""
        return cls.objects.filter(pk=cls.ONLY).first() or cls()


class Details(models.Model):
    """What an agreement says of an organisation beyond its name and numbers."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="details", primary_key=True
    )
    address = models.TextField("адрес", blank=True)
    head_position = models.TextField("должность руководителя", blank=True)
    head_name = models.TextField("руководитель", blank=True)
    basis = models.TextField("на основании", blank=True)
    licence = models.TextField("лицензия", blank=True)
    checked_at = models.DateTimeField("сведения проверены", null=True)

    objects: ClassVar[models.Manager["Details"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.organisation}: {self.head_name}"
