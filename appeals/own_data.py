"""Everything the city keeps about a person, as they can take it away: facts in JSON, photos as files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from appeals import followed, labels
from appeals.models import (
    Appeal,
    Attachment,
    Callback,
    Consent,
    Device,
    Event,
    Message,
    Preference,
    Reach,
)
from appeals.owner import Owner
from tenants.accounts.models import IdentityCheck, User
from tenants.isolation import scope

# Keys of ours and secrets say nothing about the person.
_OURS = frozenset(
    {"id", "password", "appeal_id", "call_id", "key", "operator_id"}
    | {"telegram_code", "telegram_pin", "telegram_asked_chat", "telegram_tries"}
    | {"digest_line", "digest_at", "telegram_code_until"}
)


@dataclass(frozen=True, slots=True)
class OwnData:
    """The facts, and where the photos lie: the name in the archive, the path in the city's folder."""

    facts: dict[str, Any]
    photos: list[tuple[str, str]]


def of(owner: Owner, recipients: Iterable[str]) -> OwnData:
    """The same number of statements however much there is."""
    applicants = {row.appeal_id: row for row in owner.applicants()}
    appeals = Appeal.objects.filter(pk__in=applicants).select_related("category").order_by("pk")
    found = list(appeals)
    ids = [appeal.pk for appeal in found]
    photos = _by_appeal(Attachment.objects.filter(appeal__in=ids, kind=Attachment.REPORTED))
    events = _by_appeal(Event.objects.filter(appeal__in=ids, is_public=True).order_by("id"))
    words = _by_appeal(Callback.objects.filter(appeal__in=ids))
    files: list[tuple[str, str]] = []
    told = []
    for appeal in found:
        names = []
        for number, photo in enumerate(photos[appeal.pk], start=1):
            names.append(f"photos/{appeal.latin_number}-{number}.jpg")
            files.append((names[-1], photo.path))
        told.append(
            {
                "number": appeal.number,
                "theme": appeal.category.name,
                "registered_at": appeal.registered_at,
                "state": str(labels.STATUSES[appeal.status]),
                "address": appeal.address,
                "landmark": appeal.landmark,
                "text": appeal.text,
                "public_text": appeal.public_text,
                "seen_by_everybody": appeal.is_public,
                "asked": [
                    {"question": each["names"]["ru"], "answer": each["words"]["ru"],
                     "public": each["public"]} for each in appeal.answers
                ],
                "you_left": _plain(applicants[appeal.pk]),
                "history": [
                    {"at": e.at, "what": str(labels.EVENTS.get(e.kind, e.kind)),
                     "words": e.public_words} for e in events[appeal.pk]
                ],
                "your_answers": [
                    {"at": w.called_at, "result": w.result, "cause": w.cause, "words": w.reason}
                    for w in words[appeal.pk]
                ],
                "photos": names,
            }
        )  # fmt: skip
    return OwnData(
        {"city": scope.require().name, "appeals": told, **_rest(owner, recipients)}, files
    )


def _rest(owner: Owner, recipients: Iterable[str]) -> dict[str, Any]:
    """Everything besides the appeals themselves."""
    wishes = list(owner.followings())
    things = followed.things_of(wishes)
    user = User.objects.filter(pk=owner.user_id or 0).first()
    own = [f"user:{owner.user_id}", *recipients] if owner.user_id else [*recipients]
    reach = Reach.objects.filter(user_id=owner.user_id or 0).first()
    messages = Message.objects.filter(recipient__in=recipients, is_forgotten=False)
    return {
        "contacts": {"emails": owner.emails, "phones": owner.phones},
        "account": _plain(user) if user else None,
        "identity_checks": [
            {"at": check.at, "what": check.verb}
            for check in IdentityCheck.objects.filter(user_id=owner.user_id or 0)
        ],
        "joined": [_plain(row) for row in owner.joined()],
        "follows": [
            {
                "what": wish.what,
                "name": things[wish.what, wish.thing].name
                if (wish.what, wish.thing) in things
                else wish.thing,
                "rhythm": wish.rhythm,
                "since": wish.followed_at,
            }
            for wish in wishes
        ],
        "notifications": {
            "choices": [
                {"event": row.event, "channel": row.channel, "wanted": row.is_wanted}
                for row in Preference.objects.filter(owner__in=own)
            ],
            "reach": _plain(reach) if reach else None,
            "browsers": Device.objects.filter(user_id=owner.user_id or 0).count(),
        },
        "messages": [
            {"at": m.created_at, "channel": m.channel, "to": m.to, "subject": m.subject,
             "text": m.text, "state": m.get_status_display()}
            for m in messages.exclude(about="").order_by("id")
        ],
        "consents": [
            {"at": line.at, "given": line.is_given, "version": line.version, "about": line.about}
            for line in Consent.objects.filter(subject__in=owner.subjects)
        ],
    }  # fmt: skip


def _plain(row: Model) -> dict[str, Any]:
    """Its facts by the names of its columns."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in _OURS and getattr(row, field.attname) not in ("", None)
    }


def _by_appeal(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.appeal_id].append(row)
    return found
