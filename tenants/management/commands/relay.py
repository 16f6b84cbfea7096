"""`manage.py relay`: from the outbox to the broker until told to stop."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from tenants.fanout import relay


class Command(BaseCommand):
    """Moves messages from the outbox to the broker."""

    help = "Publishes the outbox's messages until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C."""
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        relay.run(stopping)
