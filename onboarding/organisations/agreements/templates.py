"""The city's texts of agreements: the latest version rules, older ones stay with what they made."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db import connection

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import NotAllowed
from onboarding.organisations import access
from onboarding.organisations.agreements import wording
from onboarding.organisations.models import AgreementTemplate
from tenants.accounts.actor import Actor

KINDS = {
    AgreementTemplate.MAIN: "Соглашение об информационном взаимодействии",
    AgreementTemplate.ADDITIONAL: "Дополнительное соглашение",
}
_TEXTS = Path(__file__).parent / "texts"


@lru_cache(maxsize=2)
def ready_text(kind: str) -> str:
    """The product's own text, which a city begins with."""
    return (_TEXTS / f"{kind}.txt").read_text(encoding="utf-8")


def latest(kind: str) -> AgreementTemplate:
    """The version in use; where the city has written none, the product's own, not stored yet."""
    found = AgreementTemplate.objects.filter(kind=kind).first()
    return found or AgreementTemplate(
        kind=kind, version=1, title=KINDS[kind], text=ready_text(kind)
    )


def in_use(kind: str, *, at: datetime) -> AgreementTemplate:
    """The version in use, stored: what an agreement is made of must be found later."""
    found = latest(kind)
    if found.pk is None:
        _lock()
        found = latest(kind)
    if found.pk is None:
        found.at = at
        found.save()
    return found


@whole
def write(kind: str, *, title: str, text: str, by: Actor, at: datetime) -> AgreementTemplate:
    """A new version; agreements that were sent keep theirs.

    Raises:
        BadInput: no title or text, or a place nobody knows.
        NotAllowed
    """
    if not access.speaks_for_city(by):
        raise NotAllowed("Тексты соглашений меняет администратор города.")
    wording.refuse_bad(title, text)
    _lock()
    before = latest(kind)
    if (before.title, before.text) == (title.strip(), text.strip()) and before.pk is not None:
        return before
    written = AgreementTemplate.objects.create(
        kind=kind,
        version=before.version + (before.pk is not None),
        title=title.strip(),
        text=text.strip(),
        at=at,
        by_name=by.name,
    )
    changes.record(
        f"Шаблон: {KINDS[kind].lower()}",
        by=by,
        at=at,
        before=f"версия {before.version}" if before.pk else "",
        after=f"версия {written.version}",
    )
    return written


def _lock() -> None:
    """Two people cannot write the same version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(current_schema() || 'agreements'))")
