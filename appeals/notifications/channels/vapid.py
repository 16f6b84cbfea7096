"""Who pushes: a token signed with the product's own key (RFC 8292), for one push service and hours."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.conf import settings

from appeals.notifications.channels.sealing import packed, point, private

LIFETIME = timedelta(hours=12)


def public_key() -> str:
    """What a browser is given to subscribe with; empty while push is off."""
    if not settings.VAPID_PRIVATE_KEY:
        return ""
    return packed(point(private(settings.VAPID_PRIVATE_KEY)))


def authorization(endpoint: str, *, at: datetime) -> str:
    """The header that proves who sends to this endpoint."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + LIFETIME).timestamp()),
        "sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}",
    }
    key = private(settings.VAPID_PRIVATE_KEY)
    signed = ".".join(
        packed(json.dumps(part, separators=(",", ":")).encode())
        for part in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = packed(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={packed(point(key))}"
