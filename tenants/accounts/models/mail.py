"""A letter that waits in the city's own schema until the worker has sent it."""

from typing import ClassVar

from django.db import models

from tenants.accounts.looking import PersonalField, nothing
from tenants.fanout.carried import Carried


class Mail(Carried):
    """One letter to one address."""

    to = PersonalField()
    sender = models.TextField()
    subject = PersonalField(hide=nothing)
    body = PersonalField(hide=nothing)
    html = PersonalField(blank=True, hide=nothing)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Mail"]] = models.Manager()

    def __str__(self) -> str:
        return self.subject
