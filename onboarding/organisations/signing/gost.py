"""Signatures by ГОСТ Р 34.10-2012: checked by the machine's OpenSSL where it has the engine for them."""

import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from onboarding.organisations.signing.envelope import Envelope
from onboarding.organisations.signing.refusal import SignatureRefused

_SECONDS = 10
_ENGINE = "gost"


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
    with tempfile.TemporaryDirectory() as folder:
        signature, content = Path(folder) / "signature.der", Path(folder) / "document.pdf"
        signature.write_bytes(envelope.der)
        content.write_bytes(document)
        try:
            told = subprocess.run(  # noqa: S603
                [
                    *("openssl", "cms", "-verify", "-engine", _ENGINE, "-binary", "-noverify"),
                    *("-inform", "DER", "-in", str(signature), "-content", str(content)),
                    *("-out", str(Path(folder) / "out")),
                ],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as slow:
            raise SignatureRefused("Проверка подписи не закончилась. Попробуйте ещё раз.") from slow
    if told.returncode != 0:
        raise SignatureRefused(
            "Подпись не подходит к документу: он изменён или подписан не он. Скачайте PDF с этой "
            "страницы и подпишите именно его."
        )
