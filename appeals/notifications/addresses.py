"""By which addresses a person is reached about an event: what they have, minus what they refused."""

import contextlib
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from appeals.models import Device, Policy, Preference, Reach
from appeals.notifications import kinds
from appeals.notifications.kinds import Kind
from appeals.notifications.quiet import QuietHours
from tenants.accounts.models import User
from tenants.isolation import keys, scope


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


def reached(user_id: int | None, name: str, email: str, phone: str, kind: Kind) -> Reached:
    """The person's addresses for this kind: those that were given, else the account's own."""
    reach = None
    has: dict[str, list[Address]] = {}
    if user_id:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        if user is None:
            return Reached((), _quiet(None))
        reach = Reach.objects.filter(user_id=user_id).first()
        name = name or user.name
        # What was left with an appeal goes before what stands in the account.
        email = email or user.email or ""
        phone = phone or (user.phone or "" if user.phone_verified else "")
        if reach and reach.telegram_chat and has_bot():
            has[kinds.TELEGRAM] = [_address(kinds.TELEGRAM, reach.telegram_chat)]
        if has_push():
            has[kinds.PUSH] = [
                _address(kinds.PUSH, str(device), part=f"{device}")
                for device in Device.objects.filter(user_id=user_id).values_list("pk", flat=True)
            ]
    if email:
        has[kinds.EMAIL] = [_address(kinds.EMAIL, email)]
    if phone and has_sms():
        has[kinds.SMS] = [_address(kinds.SMS, phone)]
    return Reached(_wanted(user_id, has, kind), _quiet(reach), name)


def has_sms() -> bool:
    """Whether SMS can be sent."""
    return bool(settings.SMS_URL)


def has_bot() -> bool:
    """Whether this city has a bot in Telegram."""
    return scope.schema() in settings.TELEGRAM_BOTS


def has_push() -> bool:
    """Whether browsers can be pushed to."""
    return bool(settings.VAPID_PRIVATE_KEY)


def _wanted(user_id: int | None, has: dict[str, list[Address]], kind: Kind) -> tuple[Address, ...]:
    """Those the person chose; SMS besides where nothing else is left and nobody refused it."""
    owners = {owner_of(user_id, one.channel, one.to) for many in has.values() for one in many}
    rows = Preference.objects.filter(owner__in=owners, event__in=("", kind.code))
    said = {(row.event, row.channel): row.is_wanted for row in rows}
    choice = {channel: said.get((kind.code, channel), said.get(("", channel))) for channel in has}
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


def _quiet(reach: Reach | None) -> QuietHours:
    """The person's own quiet hours, or the city's; in the person's time zone, or the city's."""
    zone = ZoneInfo(scope.require().time_zone)
    if reach and reach.time_zone:
        with contextlib.suppress(KeyError, ValueError):
            zone = ZoneInfo(reach.time_zone)
    if reach and reach.quiet_from_hour is not None and reach.quiet_till_hour is not None:
        return QuietHours(reach.quiet_from_hour, reach.quiet_till_hour, zone)
    policy = Policy.of_city()
    return QuietHours(policy.quiet_from_hour, policy.quiet_till_hour, zone)
