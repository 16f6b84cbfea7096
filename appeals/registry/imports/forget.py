"""Forgetting imports that nobody comes back to, and the files of old ones."""

from datetime import datetime, timedelta

from appeals.models import RegistryImport
from appeals.registry.imports import files, steps

LEFT_OPEN = timedelta(days=14)
# How long the reports of an import can be fetched.
REPORTS_KEPT = timedelta(days=30)


def forget(*, at: datetime) -> int:
    """Drop what was left open for long, remove what closed long ago; how many were removed.

    The record of what was taken stays for ever (ImportRecord).
    """
    left = RegistryImport.objects.filter(is_open=True, made_at__lt=at - LEFT_OPEN)
    for run in left.exclude(state__in=RegistryImport.RUNNING):
        steps.close(run, RegistryImport.DROPPED, at=at)
    old = RegistryImport.objects.filter(is_open=False, closed_at__lt=at - REPORTS_KEPT)
    folders = list(old.values_list("folder", flat=True))
    old.delete()
    for folder in folders:
        files.remove(folder)
    return len(folders)
