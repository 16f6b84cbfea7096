"""Web push: a sealed note for one browser, carried by its maker's service."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from appeals.models import Device, Message
from appeals.notifications import kinds, outward
from appeals.notifications.channels import sealing, vapid
from appeals.notifications.channels.undelivered import Undelivered
from tenants.isolation import keys

# How long the service keeps it for a phone that is off.
KEPT_SECONDS = 24 * 3600
_GONE = (404, 410)


def carry(message: Message) -> None:
    """Seal the message for the device and hand it to its service.

    Raises:
        Undelivered: it was not taken.
    """
    with transaction.atomic():
        device = Device.objects.filter(pk=int(message.to)).first()
    if device is None:
        raise Undelivered("получатель отключил уведомления на этом устройстве", hopeless=True)
    headers = {
        "Authorization": vapid.authorization(device.endpoint, at=timezone.now()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "high" if kinds.of(message.event).urgent else "normal",
    }
    if message.about:
        # The service itself puts a newer note of the same thing in the older one's place.
        headers["Topic"] = keys.signature("push-topic", message.about)
    try:
        body = sealing.sealed(
            note(message),
            to=sealing.unpacked(device.public_key),
            secret=sealing.unpacked(device.secret),
        )
        answer = outward.post(device.endpoint, body, headers, trusted=settings.PUSH_IS_LOCAL)
    except ValueError:
        _forget(device)
        raise Undelivered("браузер прислал негодный ключ", hopeless=True) from None
    except outward.Unreachable:
        raise Undelivered("служба уведомлений браузера не отвечает") from None
    if answer.status in _GONE:
        _forget(device)
        raise Undelivered("получатель отключил уведомления на этом устройстве", hopeless=True)
    if answer.status >= 300:
        raise Undelivered(f"служба уведомлений браузера не приняла (ответ {answer.status})")


def note(message: Message) -> bytes:
    """What the service worker shows: `title`, `text`, `link`, and a `tag` that replaces the older."""
    said = {
        "title": message.subject,
        "text": message.text,
        "link": message.link or "/",
        "tag": message.about or message.key,
    }
    while len(packed := json.dumps(said, ensure_ascii=False).encode()) > sealing.LONGEST:
        said["text"] = said["text"][: len(said["text"]) * 3 // 4]
    return packed


@transaction.atomic
def _forget(device: Device) -> None:
    device.delete()
