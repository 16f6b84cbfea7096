"""`manage.py new_push_key`: a key for web push, to be kept as the secret VAPID_PRIVATE_KEY."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management.base import BaseCommand

from appeals.notifications.channels import sealing


class Command(BaseCommand):
    """Makes a key; browsers subscribed with another one have to subscribe again."""

    help = "Создаёт ключ для уведомлений браузера (переменная VAPID_PRIVATE_KEY)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it, and nothing else."""
        number = ec.generate_private_key(sealing.CURVE).private_numbers().private_value
        self.stdout.write(sealing.packed(number.to_bytes(32, "big")))
