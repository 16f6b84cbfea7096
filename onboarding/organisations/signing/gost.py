"""Signatures by ГОСТ Р 34.10-2012: checked by the machine's OpenSSL where it has the engine for them."""

import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from onboarding.organisations.signing.envelope import Envelope
from onboarding.organisations.signing.refusal import SignatureRefused

_SECONDS = 10
_ENGINE = "gost"
_BY_ENGINE = ("-engine", _ENGINE)


@lru_cache(maxsize=1)
def is_here() -> bool:
    """Whether this machine's OpenSSL can count by ГОСТ."""
    try:
        told = subprocess.run(  # noqa: S603
            ["openssl", "engine", "-t", _ENGINE],  # noqa: S607
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0 and b"[ available ]" in told.stdout


def verify(envelope: Envelope, document: bytes) -> None:
    """Whether the signature is of these bytes by its certificate's key.

    Raises:
        SignatureRefused: it is not, or nothing here can tell.
    """
    if not is_here():
        raise SignatureRefused(
            "Подпись сделана по ГОСТ, а на сервере нет модуля ГОСТ для OpenSSL: проверить её нельзя. "
            "Попросите оператора платформы поставить модуль или приложите скан подписанной бумаги."
        )
    if not _agrees(envelope, document, "-noverify"):
        raise SignatureRefused(
            "Подпись не подходит к документу: он изменён или подписан не он. Скачайте PDF с этой "
            "страницы и подпишите именно его."
        )


def is_issued(
    envelope: Envelope, document: bytes, anchors: Sequence[x509.Certificate], *, at: datetime
) -> bool:
    """Whether the signer's certificate leads to one of these authorities, and to no other."""
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(b"".join(one.public_bytes(Encoding.PEM) for one in anchors))
        file.flush()
        return _agrees(
            envelope,
            document,
            *("-CAfile", file.name, "-no-CApath", "-no-CAstore", "-partial_chain"),
            *("-purpose", "any", "-attime", str(int(at.timestamp()))),
        )


def _agrees(envelope: Envelope, document: bytes, *options: str) -> bool:
    """OpenSSL's word; it counts by the very certificate that was shown, not by one of its own choice."""
    with tempfile.TemporaryDirectory() as folder:
        signature, content = Path(folder) / "signature.der", Path(folder) / "document.pdf"
        signer = Path(folder) / "signer.pem"
        signature.write_bytes(envelope.der)
        content.write_bytes(document)
        signer.write_bytes(pem.armor("CERTIFICATE", envelope.certificate.dump()))
        try:
            told = subprocess.run(  # noqa: S603
                [
                    *("openssl", "cms", "-verify", *_BY_ENGINE, "-binary"),
                    *("-inform", "DER", "-in", str(signature), "-content", str(content)),
                    *("-nointern", "-certfile", str(signer), *options),
                    *("-out", str(Path(folder) / "out")),
                ],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as slow:
            raise SignatureRefused("Проверка подписи не закончилась. Попробуйте ещё раз.") from slow
    return told.returncode == 0
