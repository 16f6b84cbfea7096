"""From where an appeal came through the site: digests alone, so that abuse can be stopped at its source."""

from typing import ClassVar

from django.db import models

from appeals.models.appeal import Appeal


class Sender(models.Model):
    """The browser and the network of one filing, as digests that hold in this city alone."""

    appeal = models.OneToOneField(
        Appeal, primary_key=True, on_delete=models.CASCADE, related_name="sender"
    )
    browser = models.TextField(blank=True)
    network = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Sender"]] = models.Manager()

    def __str__(self) -> str:
        return str(self.appeal_id)
