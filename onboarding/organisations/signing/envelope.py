"""A detached signature (CMS, RFC 5652) taken apart: one signer, their certificate, what they signed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, pem, x509

from onboarding.organisations.signing.certificate import moment
from onboarding.organisations.signing.refusal import SignatureRefused

MOST_BYTES = 1 << 20
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
# Digests by their numbers; those of ГОСТ Р 34.11-2012 are counted by OpenSSL alone.
DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
GOST_DIGESTS = {"1.2.643.7.1.1.2.2": 32, "1.2.643.7.1.1.2.3": 64}
_WEAK = {"1.2.840.113549.2.5": "MD5", "1.3.14.3.2.26": "SHA-1", "1.2.643.2.2.9": "ГОСТ 34.11-94"}
_NO_SIGNATURE = "Это не электронная подпись. Нужен файл отсоединённой подписи: .sig, .p7s или .sgn."
_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One signer's signature: `signed` are the bytes under it, `digest` the name of its digest."""

    der: bytes
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]
    signature: bytes
    signed: bytes
    digest: str
    is_pss: bool
    salt_length: int
    claimed_at: datetime | None
    is_gost: bool


@contextmanager
def readable() -> Iterator[None]:
    """ASN.1 is parsed lazily: whatever proves broken inside the block is no signature.

    Raises:
        SignatureRefused
    """
    try:
        yield
    except _BROKEN as error:
        raise SignatureRefused(_NO_SIGNATURE) from error


def opened(content: bytes, document: bytes) -> Envelope:
    """The signature of this document that the file holds; read inside `readable`.

    Raises:
        SignatureRefused: no signature, several signers, a weak digest, or not of these bytes.
    """
    der = _der(content)
    signed_data = _signed_data(der)
    signers = signed_data["signer_infos"]
    if len(signers) == 0:
        raise SignatureRefused(
            "В файле нет ни одной подписи. Подпишите документ и приложите снова."
        )
    if len(signers) > 1:
        raise SignatureRefused(
            f"В файле подписи нескольких лиц ({len(signers)}). Приложите файл с одной подписью."
        )
    signer = signers[0]
    digest_number = signer["digest_algorithm"]["algorithm"].dotted
    if digest_number in _WEAK:
        raise SignatureRefused(
            f"Подпись сделана со слабым алгоритмом {_WEAK[digest_number]}. "
            "Подпишите с SHA-256 или ГОСТ Р 34.11-2012."
        )
    is_gost = digest_number in GOST_DIGESTS
    if not is_gost and digest_number not in DIGESTS:
        raise SignatureRefused(
            f"Алгоритм подписи {digest_number} не поддерживается. Подойдут SHA-256, 384, 512 и ГОСТ."
        )
    _refuse_other_content(signed_data, document)
    certificates = _certificates(signed_data)
    certificate = _of_signer(signer, certificates)
    digest = DIGESTS.get(digest_number, "")
    attributes = signer["signed_attrs"]
    has_attributes = bool(attributes.native)
    if has_attributes and not is_gost:
        told = _attribute(attributes, "message_digest")
        if told is None or told.native != hashlib.new(digest, document).digest():
            raise SignatureRefused(
                "Подписан другой документ: содержимое не совпадает до байта. Скачайте PDF "
                "с этой страницы, подпишите именно его и ничего в нём не меняйте."
            )
    algorithm = signer["signature_algorithm"]
    is_pss = algorithm["algorithm"].dotted == "1.2.840.113549.1.1.10"
    claimed = _attribute(attributes, "signing_time") if has_attributes else None
    return Envelope(
        der=der,
        certificate=certificate,
        others=tuple(one for one in certificates if one.dump() != certificate.dump()),
        signature=signer["signature"].native,
        # The attributes are signed as a SET, whatever they are tagged with inside the envelope.
        signed=attributes.untag().dump(force=True) if has_attributes else document,
        digest=digest,
        is_pss=is_pss,
        salt_length=int(algorithm["parameters"]["salt_length"].native) if is_pss else 0,
        claimed_at=moment(claimed.native) if claimed is not None else None,
        is_gost=is_gost,
    )


def _der(content: bytes) -> bytes:
    """DER out of DER, PEM or bare base64."""
    if len(content) > MOST_BYTES:
        raise SignatureRefused(
            "Файл подписи больше 1 МБ. Приложите отсоединённую подпись, не документ."
        )
    try:
        if pem.detect(content):
            return bytes(pem.unarmor(content)[2])
        stripped = content.strip()
        if stripped[:1] != b"\x30" and _BASE64.fullmatch(stripped):
            return base64.b64decode(b"".join(stripped.split()), validate=True)
    except (ValueError, binascii.Error) as error:
        raise SignatureRefused(_NO_SIGNATURE) from error
    return content


def _signed_data(der: bytes) -> cms.SignedData:
    told = cms.ContentInfo.load(der, strict=True)
    if told["content_type"].native != "signed_data":
        raise SignatureRefused(_NO_SIGNATURE)
    return told["content"]


def _refuse_other_content(signed_data: cms.SignedData, document: bytes) -> None:
    content = signed_data["encap_content_info"]["content"]
    if content.native is None:
        return
    if content.native != document:
        raise SignatureRefused(
            "Подпись прикреплена к другому документу. Скачайте PDF с этой страницы и сделайте "
            "отсоединённую подпись."
        )


def _certificates(signed_data: cms.SignedData) -> list[x509.Certificate]:
    held = signed_data["certificates"]
    if held.native is None:
        return []
    return [one.chosen for one in held if one.name == "certificate"]


def _of_signer(signer: cms.SignerInfo, certificates: list[x509.Certificate]) -> x509.Certificate:
    sid = signer["sid"]
    for certificate in certificates:
        if sid.name == "issuer_and_serial_number":
            same = (
                sid.chosen["serial_number"].native == certificate.serial_number
                and sid.chosen["issuer"].dump() == certificate.issuer.dump()
            )
        else:
            same = sid.chosen.native == certificate.key_identifier
        if same:
            return certificate
    raise SignatureRefused(
        "В подписи нет сертификата подписавшего. Включите при подписании «добавить сертификат»."
    )


def _attribute(attributes: cms.CMSAttributes, name: str) -> Any:
    for attribute in attributes:
        if attribute["type"].native == name and len(attribute["values"]) == 1:
            return attribute["values"][0]
    return None
