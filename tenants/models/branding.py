"""How a city looks."""

from dataclasses import fields
from typing import ClassVar

from django.db import models

from tenants.isolation import scope
from tenants.models.city import City


class Branding(models.Model):
    """Colours, emblem and phones: data for the one template of all cities."""

    city = models.OneToOneField(City, related_name="branding", on_delete=models.CASCADE)
    colour = models.TextField(default="#1a5fb4")
    colour_strong = models.TextField(default="#124683")
    colour_soft = models.TextField(default="#e7f0fb")
    colour_2 = models.TextField(default="#8a95a3")
    emblem = models.TextField("имя герба среди рисунков платформы", blank=True)
    # Changes with every emblem of its own that the city brings; empty: one of the platform's.
    emblem_version = models.TextField("знак своего герба", blank=True, db_default="")
    phone = models.TextField("телефон диспетчерской", blank=True)
    phone_title = models.TextField("чей это телефон", blank=True)
    slogan = models.TextField("строка под названием", blank=True)
    # `{"en": {"name": "Penza", "slogan": "…", "phone_title": "…"}}`: what stands above in another language.
    words = models.JSONField("слова на других языках", default=dict, db_default={})
    # Where a base map's tiles come from, `https://…/{z}/{x}/{y}.png`; empty: our own plain one.
    tiles_url = models.TextField("адрес подложки карты", blank=True, db_default="")
    tiles_credit = models.TextField("чья подложка", blank=True, db_default="")

    objects: ClassVar[models.Manager["Branding"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.city_id}: {self.colour}"

    def facts(self) -> scope.Branding:
        """The same as unchangeable facts."""
        names = [field.name for field in fields(scope.Branding)]
        return scope.Branding(**{name: getattr(self, name) for name in names})
