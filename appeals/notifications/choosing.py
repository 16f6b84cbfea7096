"""What one account may choose: a grid of events and channels, and what it has chosen so far."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.functional import Promise

from appeals.models import Device, Preference, Reach
from appeals.notifications import kinds
from appeals.notifications.addresses import has_bot, has_push, has_sms
from appeals.notifications.kinds import Kind
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User


@dataclass(frozen=True, slots=True)
class Box:
    """One question: this event by this channel?"""

    name: str
    channel: str | Promise
    is_wanted: bool
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One event and its boxes."""

    kind: Kind
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class Grid:
    """All questions to one person."""

    channels: Sequence[str | Promise]
    rows: Sequence[Row]


def grid(user: User, actor: Actor, reach: Reach) -> Grid:
    """What this person is asked, with their answers or the defaults."""
    channels = _channels(user, actor, reach)
    said = {
        (row.event, row.channel): row.is_wanted
        for row in Preference.objects.filter(owner=f"user:{user.pk}")
    }

    def box(kind: Kind, channel: str) -> Box:
        default = said.get(("", channel), channel in kind.channels)
        wanted = said.get((kind.code, channel), default)
        return Box(
            f"{kind.code}-{channel}",
            kinds.CHANNELS[channel],
            wanted,
            is_offered=channel != kinds.DIGEST or kinds.DIGEST in kind.channels,
        )

    return Grid(
        [kinds.CHANNELS[channel] for channel in channels],
        [
            Row(kind, [box(kind, channel) for channel in channels])
            for kind in kinds.for_role(actor.role)
        ],
    )


def answered(asked: Grid, wanted: Collection[str]) -> Grid:
    """The same questions with the answers a browser sent: the boxes that were ticked."""
    rows = [
        replace(row, boxes=[replace(box, is_wanted=box.name in wanted) for box in row.boxes])
        for row in asked.rows
    ]
    return replace(asked, rows=rows)


@transaction.atomic
def keep(user: User, answers: Grid) -> None:
    """Keep the answers; what was not asked stays as it was."""
    rows = []
    for row in answers.rows:
        for box in row.boxes:
            if box.is_offered:
                event, _, channel = box.name.rpartition("-")
                rows.append(
                    Preference(
                        owner=f"user:{user.pk}",
                        event=event,
                        channel=channel,
                        is_wanted=box.is_wanted,
                    )
                )
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["owner", "event", "channel"],
        update_fields=["is_wanted"],
    )


def _channels(user: User, actor: Actor, reach: Reach) -> list[str]:
    """Those by which this person can be reached at all."""
    has = {
        kinds.EMAIL: bool(user.email),
        kinds.SMS: bool(user.phone and user.phone_verified and has_sms()),
        kinds.TELEGRAM: bool(reach.telegram_chat and has_bot()),
        kinds.PUSH: has_push() and Device.objects.filter(user_id=user.pk).exists(),
        kinds.DIGEST: actor.role == Role.ORGANISATION,
    }
    return [channel for channel, is_there in has.items() if is_there]
