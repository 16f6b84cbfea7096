"""Views parse, make one call, answer: what a person chooses about being told."""

from appeals.notifications.views.devices import device, push_worker
from appeals.notifications.views.preferences import preferences
from appeals.notifications.views.stop import stop
from appeals.notifications.views.telegram import telegram_link, telegram_said

__all__ = [
    "device",
    "preferences",
    "push_worker",
    "stop",
    "telegram_link",
    "telegram_said",
]
