"""A house of the city's registry."""

from typing import ClassVar

from django.db import models

from appeals.models.street import Street


class House(models.Model):
    """One address with its place and its facts; `facts` keeps further columns with source and date."""

    street = models.ForeignKey(Street, on_delete=models.PROTECT, related_name="houses")
    number = models.TextField("номер")
    normal_number = models.TextField("номер для поиска")
    address = models.TextField("адрес")
    district = models.TextField("район", blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # The city put the point itself: no list moves it any more.
    is_placed_by_hand = models.BooleanField(default=False, db_default=False)
    built_year = models.PositiveSmallIntegerField("год постройки", null=True)
    floors = models.PositiveSmallIntegerField("этажей", null=True)
    flats = models.PositiveIntegerField("квартир", null=True)
    area_m2 = models.FloatField("площадь, м²", null=True)
    # The main or the boiler house that heats it, by the name the city calls it.
    heat_line = models.TextField(
        "тепловой источник, магистраль", blank=True, default="", db_default=""
    )
    outside_id = models.TextField("код в источнике", blank=True)
    facts = models.JSONField("сведения источника", default=dict)
    source = models.TextField("источник", blank=True)
    source_date = models.DateField(null=True)

    objects: ClassVar[models.Manager["House"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["street", "normal_number"], name="house_once")
        ]
        indexes = [
            # The houses around a point (registry.around).
            models.Index(
                fields=["latitude", "longitude"],
                name="house_place",
                condition=models.Q(latitude__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.address
