"""Purging practice: its appeals, journal, photos, files and messages are gone; what came of it stays."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import connection, transaction

from appeals.actions.whole import whole
from appeals.errors import NotAllowed
from appeals.models import Organisation
from onboarding.organisations import access, steps
from onboarding.organisations.models import Practice
from onboarding.organisations.trial import results
from tenants.accounts.actor import Actor


@whole
def purge(organisation_id: int, *, by: Actor, at: datetime) -> int:
    """Delete an organisation's practice; how many appeals. The database's own function does it.

    Raises:
        NotAllowed: neither the city's senior nor the organisation's head.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not access.ends_practice(by, organisation):
        raise NotAllowed(
            "Учебные обращения удаляет администрация города или руководитель организации."
        )
    return sweep(organisation, by=by, at=at)


def sweep(organisation: Organisation, *, by: Actor, at: datetime) -> int:
    """The same for a locked organisation, whoever has decided it; nothing to delete is no event."""
    results.keep(results.settled(organisation.pk), at=at)
    count = Practice.objects.filter(organisation=organisation).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT purge_practice(%s)", [organisation.pk])
        paths = cursor.fetchone()[0]
    _drop_files(paths)
    if count:
        steps.note(organisation, "practice_purged", by=by, at=at, count=count)
    return count


def _drop_files(paths: Sequence[str]) -> None:
    """The files follow their rows: none is lost when the transaction fails."""

    def drop() -> None:
        for path in paths:
            default_storage.delete(path)

    if paths:
        transaction.on_commit(drop)
