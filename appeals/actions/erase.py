"""Erasing what the city keeps about a person: the appeals stay, and nobody can tell whose they were."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import NotAllowed
from appeals.masking import masked
from appeals.models import (
    Appeal,
    Applicant,
    Attachment,
    Callback,
    Consent,
    ContactLink,
    Device,
    Message,
    Preference,
    Reach,
    Sender,
)
from appeals.models.appeal import new_tracking_code
from appeals.owner import Owner
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import Mail, User

STATUTORY = "statutory"


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is erased at once, and how much the law makes the city keep."""

    erased: int
    kept: int
    joined: int


def extent(owner: Owner) -> Extent:
    """What `erase` would do, told before it is done."""
    ids = [row.appeal_id for row in owner.applicants()]
    kept = Appeal.objects.filter(pk__in=ids, regime=STATUTORY).count() if ids else 0
    return Extent(len(ids) - kept, kept, len(owner.joined()))


@whole
def erase(owner: Owner, *, recipients: Collection[str], by: Actor, at: datetime) -> Extent:
    """Erase the person's data; that consent was given and taken back stays in its log.

    Of each appeal go the applicant, words that name anybody, answers and photos not meant for
    everybody, whence it came and the secret link; the journal gets a record and loses none. An
    appeal under 59-ФЗ keeps its applicant: the city must answer it and keep it. `recipients`: digests of
    the person's addresses.

    Raises:
        NotAllowed: the account is staff's; its administrator closes it.
    """
    user = User.objects.filter(pk=owner.user_id or 0).first()
    if user is not None and not user.is_resident:
        raise NotAllowed(_("Учётную запись сотрудника закрывает администратор города."))
    done = extent(owner)
    applicants = {row.appeal_id: row for row in owner.applicants()}
    rows = Appeal.objects.filter(pk__in=applicants).exclude(regime=STATUTORY)
    for appeal in rows.order_by("pk").select_for_update(of=("self",)):
        _depersonalise(appeal, applicants[appeal.pk], owner, by=by)
    for joined in owner.joined():
        joined.delete()
    _forget_addresses(owner, recipients)
    _withdraw(owner, at=at)
    if user is not None:
        Mail.objects.filter(to__in=owner.emails).delete()
        user.delete()
    return done


def _depersonalise(appeal: Appeal, who: Applicant, owner: Owner, *, by: Actor) -> None:
    """What everybody reads stays; what only the city knew is masked or gone."""
    if who.consent:
        # The row that knew which text was agreed to goes; the log goes on knowing it.
        Consent.objects.create(
            subject=owner.subjects[0],
            is_given=True,
            version=who.consent,
            about=f"appeal {appeal.pk}",
            at=appeal.registered_at,
        )
    who.delete()
    appeal.text = masked(appeal.text)
    appeal.landmark = masked(appeal.landmark)
    if appeal.house_id is None:
        appeal.address = masked(appeal.address)
    appeal.answers = [_without_person(each) for each in appeal.answers if each["public"]]
    # The recording of the call names the person: it stays the desk's, and leads to no appeal.
    appeal.call = None
    appeal.tracking_code, appeal.intake_digest = new_tracking_code(), ""
    appeal.save(
        update_fields=[
            *("text", "landmark", "address", "answers", "call", "tracking_code", "intake_digest"),
        ]
    )
    Sender.objects.filter(appeal=appeal).delete()
    for said in Callback.objects.filter(appeal=appeal).exclude(reason=""):
        said.reason = masked(said.reason)
        said.save(update_fields=["reason"])
    hidden = Attachment.objects.filter(
        appeal=appeal, kind=Attachment.REPORTED, is_public=False, added_by_role__in=_RESIDENTS
    )
    _drop_files([photo.path for photo in hidden])
    hidden.delete()
    journal.note(appeal, "erase", by=Actor(role=by.role, channel=by.channel), is_public=False)


def _without_person(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer in one's own words is masked; a choice has the city's."""
    if answer["words"] != {"ru": answer["value"]}:
        return answer
    words = masked(answer["value"])
    return answer | {"value": words, "words": {"ru": words}}


_RESIDENTS = (Role.RESIDENT, Role.APPLICANT)


def _drop_files(paths: Sequence[str]) -> None:
    """The files follow their rows: none is lost when the transaction fails."""

    def drop() -> None:
        for path in paths:
            default_storage.delete(path)

    if paths:
        transaction.on_commit(drop)


def _forget_addresses(owner: Owner, recipients: Collection[str]) -> None:
    """Everything by which the person was reached: what waits is not sent, what was is emptied."""
    told = Message.objects.filter(recipient__in=recipients).exclude(about="")
    told.filter(Message.waiting()).update(
        status=Message.Status.DROPPED, reason="получатель удалил свои данные", next_try_at=None
    )
    told.update(to="", name="", subject="", text="", link="", user_id=None, is_forgotten=True)
    owner.followings().delete()
    owners = [*recipients, f"user:{owner.user_id}"] if owner.user_id else [*recipients]
    Preference.objects.filter(owner__in=owners).delete()
    if owner.user_id:
        Reach.objects.filter(user_id=owner.user_id).delete()
        Device.objects.filter(user_id=owner.user_id).delete()
    contacts = Q(email__in=owner.emails) | Q(phone__in=owner.phones, email="")
    ContactLink.objects.filter(contacts).delete()


def _withdraw(owner: Owner, *, at: datetime) -> None:
    Consent.objects.bulk_create(
        Consent(subject=subject, is_given=False, about="everything", at=at)
        for subject in owner.subjects
    )


def consents_of(owner: Owner) -> list[Consent]:
    """The person's lines of the log, the latest first."""
    return list(Consent.objects.filter(subject__in=owner.subjects).order_by("-at", "-id"))
