"""A scan of the signed paper: a picture drawn anew, or a PDF that holds nothing but pages."""

import hashlib
import io
from dataclasses import dataclass

from appeals.actions import photos
from onboarding.organisations.files import PDF
from onboarding.organisations.signing import active
from onboarding.organisations.signing.refusal import SignatureRefused

MOST_BYTES = 15 << 20
# A scan is read by eye: smaller letters than a photo's, so more points are kept.
LONG_SIDE = 2600


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan as we keep it."""

    content: bytes
    suffix: str
    media: str

    @property
    def sha256(self) -> str:
        """The digest of what is kept."""
        return hashlib.sha256(self.content).hexdigest()


def take(content: bytes) -> Scan:
    """A scan out of an uploaded file.

    Raises:
        SignatureRefused: too large, no picture and no PDF, a bomb, or a PDF with a program in it.
    """
    if not content:
        raise SignatureRefused("Файл пуст. Приложите скан подписанного соглашения.")
    if len(content) > MOST_BYTES:
        raise SignatureRefused(
            "Файл больше 15 МБ. Отсканируйте с меньшим разрешением, 200 точек хватит."
        )
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(content)
    try:
        picture = photos.take(io.BytesIO(content), field="file", long_side=LONG_SIDE)
    except photos.BadInput as error:
        raise SignatureRefused(_as_scan(str(error))) from error
    return Scan(picture.content, "jpg", "image/jpeg")


def _pdf(content: bytes) -> Scan:
    """A PDF is kept as it came: its bytes are what was signed; one that could act is not taken."""
    if b"%%EOF" not in content[-2048:]:
        raise SignatureRefused("PDF обрывается: файл загружен не целиком. Приложите его ещё раз.")
    if b"/Encrypt" in content:
        raise SignatureRefused("PDF под паролем. Сохраните скан без пароля.")
    if active.is_active(content):
        raise SignatureRefused(
            "В PDF есть сценарии или вложения. Отсканируйте бумагу в обычный PDF, JPEG или PNG."
        )
    return Scan(content, "pdf", PDF)


def _as_scan(sentence: str) -> str:
    """The picture's sentence as it is said of a scan."""
    return sentence.replace(
        "Это не фото или файл повреждён", "Это не скан или файл повреждён"
    ).replace("Подойдут снимки JPEG, PNG и WebP", "Подойдут PDF, JPEG и PNG")
