"""The steward takes a city apart, step by step: what `offboarding` has ordered and two have confirmed."""

import logging
import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from redis import Redis

from tenants import directory
from tenants.entitlement import Hold
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.lifecycle import export, standing, tables
from tenants.lifecycle.offboarding import ATTEMPTS
from tenants.models import (
    Branding,
    City,
    Domain,
    HostWish,
    Offboarding,
    ProvisioningJob,
    SupportAccess,
    SupportConsent,
)
from tenants.models.outbox import OutboxMessage
from tenants.provisioning.alone import alone

log = logging.getLogger(__name__)

LOCK_TIMEOUT = "5s"
EXPORT = "export"
_OURS = ["done", "failure", "archive", "exported_at", "deletes_on", "facts", "deleted_at"]
_OURS += ["tables_done", "tables_all"]


class CannotLeave(RuntimeError):
    """A step failed; the order keeps the reason and is tried again."""


class ArchiveLost(RuntimeError):
    """The export is not where it was laid, or is another file: the city stays until it is back."""


def work_off() -> None:
    """Every city that is leaving, as far as it may go today."""
    with scope.entered(None):
        rows = Offboarding.objects.using("owner")
        waiting = rows.filter(cancelled_at=None, deleted_at=None, attempts__lt=ATTEMPTS)
        for row in waiting.order_by("id"):
            try:
                carry_out(row)
            except CannotLeave:
                log.error("Closing %s stays unfinished.", row.schema_name)
        for row in rows.exclude(cancelled_at=None).exclude(archive=""):
            # A city that stayed needs no copy of itself lying about.
            (export.folder(row.schema_name) / row.archive).unlink(missing_ok=True)
            rows.filter(pk=row.pk).update(archive="")


def carry_out(row: Offboarding) -> None:
    """The export once the city has settled; the rest once the day has come and two have agreed.

    Raises:
        CannotLeave
    """
    with alone(f"leave:{row.schema_name}"):
        row.refresh_from_db(using="owner")
        now = timezone.now()
        if row.cancelled_at or row.deleted_at or now < row.ordered_at + settles():
            return
        if EXPORT not in row.done:
            _do(row, EXPORT, _export)
        if row.may_delete(timezone.localdate(now)):
            for name, step in STEPS.items():
                if name not in row.done:
                    _do(row, name, step)
            directory.forget()


def settles() -> timedelta:
    """The pause after which no task that began before the city was stopped can be running."""
    return timedelta(seconds=settings.OFFBOARDING_SETTLES_SECONDS)


def _do(row: Offboarding, name: str, step: Callable[[Offboarding], None]) -> None:
    try:
        if name == EXPORT:
            step(row)  # its transaction is the city's own snapshot
            _note(row, name)
        else:
            with transaction.atomic("owner"):
                with connections["owner"].cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
                _refuse_cancelled(row)
                step(row)
                _note(row, name)
    except Exception as error:
        log.exception("Closing %s stopped at %s.", row.schema_name, name)
        row.refresh_from_db(using="owner")
        row.attempts, row.failure = row.attempts + 1, f"{name}: {type(error).__name__}"
        row.save(using="owner", update_fields=["attempts", "failure"])
        raise CannotLeave(row.failure) from error


def _note(row: Offboarding, name: str) -> None:
    """Store what the steward knows; voices and the cancelling are the office's columns."""
    row.done, row.failure = [*row.done, name], ""
    row.save(using="owner", update_fields=_OURS)


def _refuse_cancelled(row: Offboarding) -> None:
    found = Offboarding.objects.using("owner").select_for_update().get(pk=row.pk)
    if not found.may_delete(timezone.localdate()):
        raise CannotLeave("cancelled")


def _export(row: Offboarding) -> None:
    """The archive; how far it is stands on the page of the console meanwhile."""

    def tell(done: int, of: int) -> None:
        # The owner's connection holds the snapshot; the office tells by its own.
        with scope.in_tenant(_office()):
            Offboarding.objects.filter(pk=row.pk).update(tables_done=done, tables_all=of)

    tenant = directory.facts(City.objects.using("owner").get(pk=row.city_id))
    _await_writers(tenant)
    now = timezone.now()
    # The order's own name: another order of the same day never takes this one's archive away.
    name = f"{row.schema_name}-{now:%Y-%m-%d}-{row.pk}.zip"
    path, manifest = export.write(tenant, name, at=now, tell=tell)
    row.archive, row.exported_at = name, now
    row.deletes_on = timezone.localdate(now) + timedelta(days=row.keep_days)
    row.tables_done = row.tables_all = len(manifest.tables)
    row.facts = {
        "tables": len(manifest.tables),
        "rows": sum(part.rows for part in manifest.tables),
        "files": len(manifest.files),
        "bytes": path.stat().st_size,
        "sha256": export.digest_of(path),
    }


def _await_writers(tenant: Tenant) -> None:
    """Wait until whatever is still being written there has ended: the snapshot begins after it."""
    with scope.entered(tenant), transaction.atomic("owner"):
        names = ", ".join(f'"{table.name}"' for table in tables.tables())
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")


def _require_archive(row: Offboarding) -> None:
    """Nothing is deleted whose copy is not there, whole.

    Raises:
        ArchiveLost
    """
    path = export.folder(row.schema_name) / row.archive
    if not row.archive or not path.is_file() or export.digest_of(path) != row.facts["sha256"]:
        raise ArchiveLost(row.archive)


def _unroute(row: Offboarding) -> None:
    """No host answers, no task is taken; the row stays as the name of what was."""
    _require_archive(row)
    city = City.objects.using("owner").get(pk=row.city_id)
    if city.state != City.DELETED:
        if standing.of(city, using="owner").hold != Hold.DELETED:
            standing.hold(
                city,
                Hold.DELETED,
                reason=row.reason,
                by=row.second_by,
                at=timezone.now(),
                using="owner",
            )
        Domain.objects.using("owner").filter(tenant=city).delete()
        HostWish.objects.using("owner").filter(city=city).delete()
        Branding.objects.using("owner").filter(city=city).delete()
        ProvisioningJob.objects.using("owner").filter(schema_name=row.schema_name).delete()
        city.state, city.code, city.latin_code = City.DELETED, "", ""
        city.schema_name = f"deleted_{city.pk}"  # another city may be made under the old name
        city.save(using="owner")


def _schema(row: Offboarding) -> None:
    """The tables with everything in them, then the role, which owns nothing any more."""
    _require_archive(row)
    scope.check_schema_name(row.schema_name)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{row.schema_name}" CASCADE')
        cursor.execute(f'DROP ROLE IF EXISTS "{row.tenant}"')


def _files(row: Offboarding) -> None:
    """Photos, letters, the export itself."""
    for place in (settings.MEDIA_ROOT / row.schema_name, export.folder(row.schema_name)):
        if place.is_dir():
            shutil.rmtree(place)


def _cache(row: Offboarding) -> None:
    """Whatever the cache would have forgotten later."""
    with Redis.from_url(settings.CACHES["default"]["LOCATION"], socket_timeout=5) as store:
        for key in store.scan_iter(f"{row.schema_name}:*", count=1000):
            store.delete(key)


def _messages(row: Offboarding) -> None:
    """Rows of the shared tables that speak of its people."""
    for model in (OutboxMessage, SupportAccess, SupportConsent):
        model.objects.using("owner").filter(tenant=row.tenant).delete()


def _end(row: Offboarding) -> None:
    """What other layers keep of it, or forget (`settings.CITY_ENDED`); the act among them."""
    row.deleted_at = timezone.now()
    for path in settings.CITY_ENDED:
        import_string(path)(row)


STEPS: dict[str, Callable[[Offboarding], None]] = {
    "unroute": _unroute,
    "schema": _schema,
    "files": _files,
    "cache": _cache,
    "messages": _messages,
    "end": _end,
}


def _office() -> Tenant:
    office = City.objects.using("owner").get(kind="office")
    return directory.facts(office)
