"""A letter that waits in the city's own schema until the worker has sent it."""

from typing import ClassVar

from django.db import models

from tenants.fanout.carried import Carried


class Mail(Carried):
    """One letter to one address."""

    to = models.TextField()
    sender = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Mail"]] = models.Manager()

    def __str__(self) -> str:
        return self.subject
