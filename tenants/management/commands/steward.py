"""`manage.py steward`: carries out orders of the console; the only process with the owner's rights."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.urls import get_resolver

from tenants.lifecycle import hosts, leaving
from tenants.models import ProvisioningJob
from tenants.provisioning import steps

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
ATTEMPTS = 5


class Command(BaseCommand):
    """Looks for unfinished orders and carries them out one after another."""

    help = "Carries out provisioning orders until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C."""
        for kind in settings.TENANT_TYPES.values():
            # Read now, so that the first city does not wait for it.
            _ = get_resolver(str(kind["URLCONF"])).url_patterns
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            try:
                work_off()
            except DatabaseError:
                log.exception("The database does not answer.")
                close_old_connections()
            stopping.wait(POLL_SECONDS)


def work_off() -> None:
    """Every unfinished order that has not failed too often, every wished host, every city that leaves."""
    hosts.work_off()
    leaving.work_off()
    waiting = ProvisioningJob.objects.using("owner").filter(finished_at=None, attempts__lt=ATTEMPTS)
    for job in waiting.order_by("ordered_at"):
        try:
            steps.carry_out(job)
        except steps.CannotProvision:
            log.error("Order %s stays unfinished.", job.schema_name)
