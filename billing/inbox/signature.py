"""Whether a webhook is Stripe's and of this moment (pure).

Stripe's own check lets any moment of the future through; here both ways are shut after TOLERANCE, so
that a signature kept for tomorrow is worth as little as one of yesterday.
https://docs.stripe.com/webhooks#verify-manually
"""

import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(seconds=300)
_SCHEME = "v1"


class BadSignature(Exception):
    """Not Stripe's, or not of now."""


def verify(body: bytes, header: str, secrets: Sequence[str], *, at: datetime) -> None:
    """Accept the body only when one of our secrets signed it within TOLERANCE of `at`.

    Raises:
        BadSignature
    """
    stamp, marks = _read(header)
    signed = str(stamp).encode() + b"." + body
    known = [hmac.new(secret.encode(), signed, "sha256").hexdigest() for secret in secrets]
    if not any(hmac.compare_digest(ours, mark) for ours in known for mark in marks):
        raise BadSignature("Signed by somebody else.")
    if abs(at - datetime.fromtimestamp(stamp, UTC)) > TOLERANCE:
        raise BadSignature("Signed at another time.")


def _read(header: str) -> tuple[int, list[str]]:
    parts = [part.strip().partition("=") for part in header.split(",")]
    stamps = [value for name, _, value in parts if name == "t"]
    marks = [value for name, _, value in parts if name == _SCHEME]
    # Eleven digits reach the year 5138; more would be no moment at all.
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit()) or len(stamps[0]) > 11:
        raise BadSignature("No time.")
    if not all(mark.isascii() for mark in marks):
        raise BadSignature("No signature.")
    return int(stamps[0]), marks
