"""Whether an electronic signature is this party's, under these very bytes, by a certificate that holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509 as keys
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from onboarding.organisations.signing import gost, trust
from onboarding.organisations.signing.certificate import Holder, holder
from onboarding.organisations.signing.envelope import Envelope, opened, readable
from onboarding.organisations.signing.refusal import SignatureRefused
from onboarding.organisations.signing.whose import Signer, belongs

# Clocks of computers differ: a signature may be claimed this much later than it came.
_AHEAD = timedelta(minutes=10)
_LEAST_RSA = 2048
_HASHES: Mapping[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
# What `cryptography` throws at a broken key or certificate beside a wrong signature.
_UNREADABLE = (
    *(InvalidSignature, UnsupportedAlgorithm, keys.InvalidVersion),
    *(ValueError, TypeError, OverflowError),
)
_NOT_OF_DOCUMENT = (
    "Подпись не сходится с сертификатом: файл подписи повреждён или собран из чужих частей. "
    "Подпишите документ заново."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A signature that was taken: whose, and honestly what was not checked."""

    holder: Holder
    warnings: tuple[str, ...]


def checked(
    content: bytes, document: bytes, *, signer: Signer, sent_at: datetime, at: datetime
) -> Verdict:
    """Check a detached signature of a document.

    Raises:
        SignatureRefused: a precise sentence.
    """
    with readable():
        envelope = opened(content, document)
        held = holder(envelope.certificate)
    _verify(envelope, document)
    _check_time(envelope, held, sent_at=sent_at, at=at)
    warnings = [*belongs(held, signer), *_check_trust(envelope, held, document, at=at)]
    warnings.append("Отзыв сертификата не проверялся: сверьтесь со списком удостоверяющего центра.")
    return Verdict(held, tuple(warnings))


def _verify(envelope: Envelope, document: bytes) -> None:
    """The mathematics of the signature."""
    if envelope.is_gost:
        gost.verify(envelope, document)
        return
    algorithm = _HASHES[envelope.digest]()
    try:
        key = keys.load_der_x509_certificate(envelope.certificate.dump()).public_key()
        if isinstance(key, rsa.RSAPublicKey):
            if key.key_size < _LEAST_RSA:
                raise SignatureRefused(
                    f"Ключ подписи короче {_LEAST_RSA} бит, такая подпись ненадёжна. "
                    "Нужен новый сертификат."
                )
            scheme = (
                padding.PSS(padding.MGF1(algorithm), envelope.salt_length)
                if envelope.is_pss
                else padding.PKCS1v15()
            )
            key.verify(envelope.signature, envelope.signed, scheme, algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(envelope.signature, envelope.signed, ec.ECDSA(algorithm))
        else:
            raise SignatureRefused("Такой вид ключа не поддерживается. Подойдут RSA, ECDSA и ГОСТ.")
    except _UNREADABLE as error:
        raise SignatureRefused(_NOT_OF_DOCUMENT) from error


def _check_time(envelope: Envelope, held: Holder, *, sent_at: datetime, at: datetime) -> None:
    """The certificate holds now and when it says it signed; nobody signs what is not there yet."""
    claimed = envelope.claimed_at
    for moment in (at, claimed or at):
        if moment < held.not_before:
            raise SignatureRefused(
                f"Сертификат начинает действовать {held.not_before:%d.%m.%Y}. Подпишите после этого дня."
            )
        if moment > held.not_after:
            raise SignatureRefused(
                f"Срок сертификата закончился {held.not_after:%d.%m.%Y}. Подпишите действующим."
            )
    if claimed is None:
        return
    if claimed > at + _AHEAD:
        raise SignatureRefused(
            "Время подписи ещё не наступило: проверьте часы компьютера и подпишите снова."
        )
    if claimed < sent_at - _AHEAD:
        raise SignatureRefused(
            "Время подписи раньше самого документа: проверьте часы компьютера и подпишите снова."
        )


def _check_trust(envelope: Envelope, held: Holder, document: bytes, *, at: datetime) -> list[str]:
    """By whose word the certificate holds; one that nobody but itself speaks for is no proof."""
    anchors = trust.trusted()
    if not anchors:
        if held.is_own_word:
            raise SignatureRefused(
                "Сертификат выдан самим себе: удостоверяющего центра за ним нет. Подпишите "
                "сертификатом удостоверяющего центра или приложите скан подписанной бумаги."
            )
        return ["Удостоверяющий центр не проверен: в настройках города нет ни одного доверенного."]
    if not _is_trusted(envelope, document, anchors, at=at):
        raise SignatureRefused(
            f"Удостоверяющий центр «{held.issuer}» не входит в список доверенных города. "
            "Подпишите сертификатом другого центра или добавьте этот в настройках."
        )
    return []


def _is_trusted(
    envelope: Envelope, document: bytes, anchors: Sequence[keys.Certificate], *, at: datetime
) -> bool:
    """Whether a chain leads to one of the anchors; that of ГОСТ is counted by OpenSSL."""
    if envelope.is_gost:
        return gost.is_issued(envelope, document, anchors, at=at)
    carried = [one.dump() for one in envelope.others]
    return trust.chain(envelope.certificate.dump(), carried, anchors, at=at) is not None
