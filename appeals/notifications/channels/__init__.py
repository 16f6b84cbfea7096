"""The ways out of the product: one small file a channel, each `carry(message)` or `Undelivered`."""

from collections.abc import Callable, Mapping

from appeals.models import Message
from appeals.notifications import kinds
from appeals.notifications.channels import email, push, sms, telegram

CHANNELS: Mapping[str, Callable[[Message], None]] = {
    kinds.EMAIL: email.carry,
    kinds.SMS: sms.carry,
    kinds.TELEGRAM: telegram.carry,
    kinds.PUSH: push.carry,
}
