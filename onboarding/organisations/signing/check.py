"""Whether an electronic signature is this party's, under these very bytes, by a certificate that holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509 as keys
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from onboarding.organisations.signing import gost, trust
from onboarding.organisations.signing.certificate import Holder, holder
from onboarding.organisations.signing.envelope import Envelope, opened
from onboarding.organisations.signing.refusal import SignatureRefused

# Clocks of computers differ: a signature may be claimed this much later than it came.
_AHEAD = timedelta(minutes=10)
_LEAST_RSA = 2048
_HASHES: Mapping[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_NOT_OF_DOCUMENT = (
    "Подпись не сходится с сертификатом: файл подписи повреждён или собран из чужих частей. "
    "Подпишите документ заново."
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who must have signed: the party's ИНН, and the person the agreement names."""

    inn: str
    head: str


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
    envelope = opened(content, document)
    held = holder(envelope.certificate)
    _verify(envelope, document)
    _check_time(envelope, held, sent_at=sent_at, at=at)
    warnings = [*_check_party(held, signer), *_check_trust(envelope, at=at)]
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
    except (InvalidSignature, UnsupportedAlgorithm, ValueError) as error:
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


def _check_party(held: Holder, signer: Signer) -> list[str]:
    """Whose certificate it is: the party's, or its head's own."""
    if held.inn and held.inn != signer.inn:
        raise SignatureRefused(
            f"Сертификат выдан другой организации: {held.who}, ИНН {held.inn}. "
            f"Нужна подпись организации с ИНН {signer.inn}."
        )
    if held.inn:
        return [] if same_person(held.name, signer.head) else _other_hand(held, signer)
    if held.own_inn and held.own_inn == signer.inn:
        return []
    if held.name and not same_person(held.name, signer.head):
        raise SignatureRefused(
            f"Сертификат выдан другому человеку: {held.name}. В соглашении подписывает "
            f"{signer.head}. Измените сведения стороны или подпишите его сертификатом."
        )
    return [
        "Сертификат личный, организации в нём нет: полномочия подтверждает доверенность (МЧД), "
        "проверьте её."
    ]


def _other_hand(held: Holder, signer: Signer) -> list[str]:
    if not held.name:
        return []
    return [
        f"Подписал не тот, кто назван в соглашении ({signer.head}), а {held.name}: "
        "проверьте доверенность."
    ]


def _check_trust(envelope: Envelope, *, at: datetime) -> list[str]:
    anchors = trust.trusted()
    if not anchors:
        return ["Удостоверяющий центр не проверен: в настройках города нет ни одного доверенного."]
    if envelope.is_gost:
        return ["Цепочка сертификатов ГОСТ не проверена: сверьте удостоверяющий центр сами."]
    found = trust.chain(
        envelope.certificate.dump(), [one.dump() for one in envelope.others], anchors, at=at
    )
    if found is None:
        issuer = holder(envelope.certificate).issuer
        raise SignatureRefused(
            f"Удостоверяющий центр «{issuer}» не входит в список доверенных города. "
            "Подпишите сертификатом другого центра или добавьте этот в настройках."
        )
    return []


def same_person(one: str, other: str) -> bool:
    """Whether two writings may be of one person: «Тарасов И. П.» and «Тарасов Иван Петрович»."""
    first, second = _words(one), _words(other)
    if not first or not second or first[0] != second[0]:
        return False
    return all(
        left.startswith(right) or right.startswith(left)
        for left, right in zip(first[1:], second[1:], strict=False)
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[а-яa-z-]+", name.lower().replace("ё", "е"))
