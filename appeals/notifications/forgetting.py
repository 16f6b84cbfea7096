"""Retention: what a message said and to which address is forgotten, that it was sent is kept."""

from datetime import datetime

from django.db import transaction

from appeals.models import Message, Reach

BATCH = 1000


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Empty messages whose time is over and codes that opened nothing; the number of messages."""
    Reach.objects.filter(telegram_code_until__lt=at).update(
        telegram_code="", telegram_code_until=None, telegram_asked_chat="", telegram_pin=""
    )
    old = Message.objects.filter(
        ~Message.waiting(), is_forgotten=False, created_at__lt=at - Message.RETENTION
    )
    taken = list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH])
    return Message.objects.filter(pk__in=taken).update(
        to="", name="", subject="", text="", link="", is_forgotten=True
    )
