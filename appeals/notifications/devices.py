"""Browsers that are pushed to: who asked, and with which keys a note for them is sealed."""

from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction

from appeals.errors import BadInput
from appeals.models import Device
from appeals.notifications.channels import sealing

# A person has a phone, a tablet, a computer at home and one at work; the oldest gives way.
MOST = 8
# Where a session keeps the key of its browser, so that both end together.
IN_SESSION = "device"
LONGEST = 1000


@transaction.atomic
def keep(user_id: int, *, endpoint: str, public_key: str, secret: str, at: datetime) -> int:
    """Push to this browser from now on; a browser belongs to who signed in last. Its key.

    Raises:
        BadInput: no subscription of a browser looks like this.
    """
    if len(endpoint) > LONGEST or not _is_address(endpoint):
        raise BadInput({"endpoint": "Браузер прислал негодный адрес, включите уведомления снова."})
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, sealing.unpacked(public_key))
        if len(sealing.unpacked(secret)) != sealing.SECRET_BYTES:
            raise ValueError
    except ValueError:
        raise BadInput(
            {"public_key": "Браузер прислал негодный ключ, включите уведомления снова."}
        ) from None
    device, _made = Device.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "user_id": user_id, "public_key": public_key, "secret": secret, "created_at": at,
        },
    )  # fmt: skip
    mine = Device.objects.filter(user_id=user_id).order_by("-created_at", "-pk")
    old = list(mine.values_list("pk", flat=True)[MOST:])
    Device.objects.filter(pk__in=old).delete()
    return device.pk


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    is_carried = parts.scheme == "https" or settings.PUSH_IS_LOCAL
    return is_carried and bool(parts.hostname) and endpoint.isprintable()


def forget(user_id: int, device: int | None) -> None:
    """Push to this browser of theirs no longer: they have logged out of it."""
    Device.objects.filter(pk=device or 0, user_id=user_id).delete()


def forget_all(user_id: int, *, but: int | None = None) -> None:
    """Push to none of this person's browsers any more, save the one they sit at."""
    Device.objects.filter(user_id=user_id).exclude(pk=but or 0).delete()
