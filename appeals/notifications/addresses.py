"""By which addresses a person is reached about an event: what they have, minus what they refused."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from appeals.models import Applicant, Device, Joined, Policy, Preference, Reach
from appeals.notifications import kinds
from appeals.notifications.kinds import Kind
from appeals.notifications.quiet import QuietHours
from appeals.owner import Owner
from tenants.accounts.models import User
from tenants.isolation import keys, scope


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to tell: an account, or the contacts somebody left; in the language they spoke then."""

    user_id: int | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "ru"

    @classmethod
    def of(cls, who: Applicant | Joined) -> Person:
        """Whoever filed an appeal or joined it."""
        return cls(who.user_id, who.name, who.email, who.phone, who.language)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: the channel, the address there, and the address's digest."""

    channel: str
    to: str
    recipient: str
    # Tells several devices of one person apart.
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """The addresses that are wanted, and when they may ring."""

    addresses: tuple[Address, ...]
    quiet: QuietHours
    name: str = ""


def digest(channel: str, address: str) -> str:
    """What stands for an address where personal data may not stand; holds in this city alone."""
    return keys.signature(f"recipient:{channel}", address.strip().lower())


def owner_of(user_id: int | None, channel: str, address: str) -> str:
    """Whose preferences count: the account's, or those of an address that has none."""
    return f"user:{user_id}" if user_id else digest(channel, address)


def reached(people: Sequence[Person], kind: Kind) -> list[Reached]:
    """Each person's addresses for this kind: those that were given, else the account's own.

    The same few statements for one person and for hundreds.
    """
    accounts = _Accounts.of({person.user_id for person in people if person.user_id})
    has = [accounts.addresses(person) for person in people]
    owners = {
        owner_of(person.user_id, one.channel, one.to)
        for person, channels in zip(people, has, strict=True)
        for many in channels.values()
        for one in many
    }
    said: dict[str, dict[tuple[str, str], bool]] = defaultdict(dict)
    for row in Preference.objects.filter(owner__in=owners, event__in=("", kind.code)):
        said[row.owner][row.event, row.channel] = row.is_wanted
    policy = Policy.of_city()
    return [
        Reached(
            _wanted(person, channels, said, kind),
            _quiet(accounts.reaches.get(person.user_id or 0), policy),
            person.name or accounts.name_of(person),
        )
        for person, channels in zip(people, has, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Accounts:
    """What some accounts have: people, what they linked, their browsers."""

    users: Mapping[int, User]
    reaches: Mapping[int, Reach]
    devices: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, ids: Collection[int]) -> _Accounts:
        if not ids:
            return cls({}, {}, {})
        devices: dict[int, list[int]] = defaultdict(list)
        if has_push():
            rows = Device.objects.filter(user_id__in=ids).order_by("pk")
            for user_id, device in rows.values_list("user_id", "pk"):
                devices[user_id].append(device)
        return cls(
            User.objects.filter(pk__in=ids, is_active=True).in_bulk(),
            {reach.user_id: reach for reach in Reach.objects.filter(user_id__in=ids)},
            devices,
        )

    def name_of(self, person: Person) -> str:
        user = self.users.get(person.user_id or 0)
        return user.name if user else ""

    def addresses(self, person: Person) -> dict[str, list[Address]]:
        """Where this person can be reached at all; nowhere when the account is shut."""
        has: dict[str, list[Address]] = {}
        email, phone = person.email, person.phone
        if person.user_id:
            user = self.users.get(person.user_id)
            if user is None:
                return has
            reach = self.reaches.get(user.pk)
            # What was left with an appeal goes before what stands in the account.
            email = email or user.email or ""
            phone = phone or (user.phone or "" if user.phone_verified else "")
            if reach and reach.telegram_chat and has_bot():
                has[kinds.TELEGRAM] = [_address(kinds.TELEGRAM, reach.telegram_chat)]
            if browsers := self.devices.get(user.pk):
                has[kinds.PUSH] = [
                    _address(kinds.PUSH, str(device), part=f"{device}") for device in browsers
                ]
        if email:
            has[kinds.EMAIL] = [_address(kinds.EMAIL, email)]
        if phone and has_sms():
            has[kinds.SMS] = [_address(kinds.SMS, phone)]
        return has


def has_sms() -> bool:
    """Whether SMS can be sent."""
    return bool(settings.SMS_URL)


def has_bot() -> bool:
    """Whether this city has a bot in Telegram."""
    return scope.schema() in settings.TELEGRAM_BOTS


def has_push() -> bool:
    """Whether browsers can be pushed to."""
    return bool(settings.VAPID_PRIVATE_KEY)


def _wanted(
    person: Person,
    has: Mapping[str, Sequence[Address]],
    said: Mapping[str, Mapping[tuple[str, str], bool]],
    kind: Kind,
) -> tuple[Address, ...]:
    """Those the person chose; SMS besides where nothing else is left and nobody refused it."""
    if kind.asked:
        return tuple(one for many in has.values() for one in many)
    choice: dict[str, bool | None] = {}
    for channel, many in has.items():
        own = said.get(owner_of(person.user_id, channel, many[0].to), {})
        choice[channel] = own.get((kind.code, channel), own.get(("", channel)))
    wanted = [
        channel
        for channel in has
        if (choice[channel] if choice[channel] is not None else channel in kind.channels)
    ]
    only_phone = has.keys() == {kinds.SMS} and kinds.EMAIL in kind.channels
    if not wanted and only_phone and choice[kinds.SMS] is None:
        wanted = [kinds.SMS]
    return tuple(one for channel in wanted for one in has[channel])


def _address(channel: str, to: str, *, part: str = "") -> Address:
    return Address(channel, to, digest(channel, to), part)


def _quiet(reach: Reach | None, policy: Policy) -> QuietHours:
    """The person's own quiet hours, or the city's; in the person's time zone, or the city's."""
    zone = ZoneInfo(scope.require().time_zone)
    if reach and reach.time_zone:
        with contextlib.suppress(KeyError, ValueError):
            zone = ZoneInfo(reach.time_zone)
    if reach and reach.quiet_from_hour is not None and reach.quiet_till_hour is not None:
        return QuietHours(reach.quiet_from_hour, reach.quiet_till_hour, zone)
    return QuietHours(policy.quiet_from_hour, policy.quiet_till_hour, zone)


def recipients_of(owner: Owner) -> list[str]:
    """The digests under which everything to this person was sent: its mail, telephones, chat, browsers."""
    found = [digest(kinds.EMAIL, email) for email in owner.emails]
    found += [digest(kinds.SMS, phone) for phone in owner.phones]
    if owner.user_id:
        chats = Reach.objects.filter(user_id=owner.user_id).exclude(telegram_chat="")
        found += [digest(kinds.TELEGRAM, one.telegram_chat) for one in chats]
        devices = Device.objects.filter(user_id=owner.user_id).values_list("pk", flat=True)
        found += [digest(kinds.PUSH, str(device)) for device in devices]
    return found
