"""A push message sealed for one browser (RFC 8291), so that its maker's servers carry it unread."""

import base64
import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD_BYTES = 4096
SECRET_BYTES = 16
# A record, less its header, tag and mark of the end.
LONGEST = RECORD_BYTES - 86 - 17


def sealed(
    plain: bytes,
    *,
    to: bytes,
    secret: bytes,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
) -> bytes:
    """The body of `Content-Encoding: aes128gcm`; `to` and `secret` are the browser's keys.

    Raises:
        ValueError: the browser's key is no point of the curve.
    """
    own = own or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to)
    ours = point(own)
    shared = own.exchange(ec.ECDH(), theirs)
    mixed = _hkdf(secret, shared, b"WebPush: info\0" + to + ours, 32)
    key = _hkdf(salt, mixed, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(salt, mixed, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return header + AESGCM(key).encrypt(nonce, plain + b"\2", None)


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key as browsers write it: 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    """A private key written as 32 bytes in base64url."""
    return ec.derive_private_key(int.from_bytes(unpacked(text), "big"), CURVE)


def packed(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    """What `packed` packed.

    Raises:
        ValueError: it is not base64url.
    """
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 of one block (RFC 5869)."""
    extracted = hmac.digest(salt, secret, sha256)
    return hmac.digest(extracted, info + b"\1", sha256)[:length]
