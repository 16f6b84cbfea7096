"""Certificate authorities that are trusted, and the chain from a signer's certificate to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput, NotAllowed, NotFound
from onboarding.organisations import access
from onboarding.organisations.models import TrustedCertificate
from tenants.accounts.actor import Actor

_LONGEST_CHAIN = 5
_MOST_BYTES = 64 << 10


def trusted() -> list[x509.Certificate]:
    """The authorities of the platform and of this city; empty where nobody has named any."""
    own = TrustedCertificate.objects.filter(withdrawn_at=None).values_list("pem", flat=True)
    return [*of_platform(), *(x509.load_pem_x509_certificate(pem.encode()) for pem in own)]


@lru_cache(maxsize=1)
def of_platform() -> tuple[x509.Certificate, ...]:
    """The bundle that `SIGNATURE_TRUST_FILE` names."""
    path = settings.SIGNATURE_TRUST_FILE
    if not path:
        return ()
    return tuple(x509.load_pem_x509_certificates(Path(path).read_bytes()))


def chain(
    certificate: bytes,
    others: Sequence[bytes],
    anchors: Iterable[x509.Certificate],
    *,
    at: datetime,
) -> list[str] | None:
    """The names from the signer up to a trusted authority; None when the way leads to none.

    Every authority on the way must be one (basic constraints and how many may stand below it, the
    right to sign certificates) and hold at that moment. Whether a certificate was revoked is not
    asked: nothing leaves the product for it.
    """
    signer = x509.load_der_x509_certificate(certificate)
    known = list(anchors)
    carried = [one for one in map(_read, others) if one is not None]
    names: list[str] = []
    current = signer
    for below in range(_LONGEST_CHAIN):
        for anchor in known:
            if _issued(current, anchor, at, below=below):
                return [*names, _name(anchor)]
        following = next(
            (one for one in carried if one != current and _issued(current, one, at, below=below)),
            None,
        )
        if following is None:
            return None
        names.append(_name(following))
        current = following
    return None


@whole
def add(pem: bytes, *, by: Actor, at: datetime) -> TrustedCertificate:
    """Trust one more authority.

    Raises:
        BadInput: no certificate, not an authority's, out of date, or trusted already.
        NotAllowed
    """
    _only_city(by)
    try:
        if len(pem) > _MOST_BYTES:
            raise ValueError("too large")
        load = (
            x509.load_pem_x509_certificate
            if b"-----BEGIN" in pem
            else x509.load_der_x509_certificate
        )
        certificate = load(pem)
    except ValueError as error:
        raise BadInput(
            {"file": "Это не сертификат. Нужен файл .cer или .crt удостоверяющего центра."}
        ) from error
    if not _is_authority(certificate):
        raise BadInput(
            {
                "file": "Это сертификат подписи, а не удостоверяющего центра. Нужен сертификат центра."
            }
        )
    if certificate.not_valid_after_utc <= at:
        raise BadInput(
            {"file": f"Срок сертификата закончился {certificate.not_valid_after_utc:%d.%m.%Y}."}
        )
    print_of = certificate.fingerprint(hashes.SHA256()).hex()
    known = TrustedCertificate.objects.filter(fingerprint=print_of).first()
    if known is not None and known.withdrawn_at is None:
        raise BadInput({"file": f"«{known}» уже в списке доверенных."})
    kept = known or TrustedCertificate(fingerprint=print_of)
    kept.name, kept.not_after = _name(certificate), certificate.not_valid_after_utc
    kept.pem = _pem(certificate)
    kept.added_at, kept.by_name, kept.withdrawn_at = at, by.name, None
    kept.save()
    changes.record("Доверенный удостоверяющий центр", by=by, at=at, after=kept.name)
    return kept


@whole
def remove(certificate_id: int, *, by: Actor, at: datetime) -> None:
    """Trust an authority no more; signatures that were taken stay taken.

    Raises:
        NotFound, NotAllowed
    """
    _only_city(by)
    found = TrustedCertificate.objects.filter(pk=certificate_id, withdrawn_at=None).first()
    if found is None:
        raise NotFound
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    changes.record("Доверенный удостоверяющий центр", by=by, at=at, before=found.name)


def _only_city(by: Actor) -> None:
    if not access.speaks_for_city(by):
        raise NotAllowed("Доверенные центры ведёт администратор города.")


def _read(der: bytes) -> x509.Certificate | None:
    """A certificate that came with a signature; a broken one leads nowhere."""
    try:
        return x509.load_der_x509_certificate(der)
    except (ValueError, x509.InvalidVersion):
        return None


def _issued(
    subject: x509.Certificate, issuer: x509.Certificate, at: datetime, *, below: int
) -> bool:
    """Whether this authority gave it; `below` counts the authorities between it and the signer."""
    try:
        if subject.issuer != issuer.subject or not _is_authority(issuer, below=below):
            return False
        moment = at.astimezone(UTC)
        if not issuer.not_valid_before_utc <= moment <= issuer.not_valid_after_utc:
            return False
        subject.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _is_authority(certificate: x509.Certificate, *, below: int = 0) -> bool:
    try:
        told = certificate.extensions
        limits = told.get_extension_for_class(x509.BasicConstraints).value
        use = next((one.value for one in told if isinstance(one.value, x509.KeyUsage)), None)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return (
        limits.ca
        and (limits.path_length is None or limits.path_length >= below)
        and (use is None or use.key_cert_sign)
    )


def _name(certificate: x509.Certificate) -> str:
    for oid in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        for attribute in certificate.subject.get_attributes_for_oid(oid):
            return str(attribute.value)
    return certificate.subject.rfc4514_string()


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
