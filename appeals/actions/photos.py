"""Pictures taken in: looked at before they are opened, drawn anew, stripped of everything else."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from appeals.errors import BadInput

FORMATS = ("JPEG", "PNG", "WEBP")
BYTES_LIMIT = 15 * 1024 * 1024
PIXELS_LIMIT = 50_000_000
LONG_SIDE = 1600
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as we keep it: JPEG made by us, without position, date or camera."""

    content: bytes
    width: int
    height: int
    sha256: str


def take(file: BinaryIO, *, field: str = "photos", long_side: int = LONG_SIDE) -> Photo:
    """Re-encode an uploaded picture.

    The size is read from the header before a single pixel is decoded, so that a small file of
    169 Mpx costs nothing.

    Raises:
        BadInput: not a photo, too large, or damaged; the sentence says what to do.
    """
    data = file.read(BYTES_LIMIT + 1)
    if len(data) > BYTES_LIMIT:
        raise BadInput({field: _("Фото больше 15 МБ. Уменьшите его или сделайте снимок попроще.")})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > PIXELS_LIMIT:
                raise BadInput({field: _too_many_pixels(picture.width, picture.height)})
            picture.draft("RGB", (long_side, long_side))
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise BadInput(
            {field: _("В снимке слишком много точек. Уменьшите его и приложите снова.")}
        ) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError) as damage:
        raise BadInput(
            {field: _("Это не фото или файл повреждён. Подойдут снимки JPEG, PNG и WebP.")}
        ) from damage
    drawn.thumbnail((long_side, long_side))
    # A fresh canvas: nothing of the file but its pixels goes on.
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    content = out.getvalue()
    return Photo(content, clean.width, clean.height, hashlib.sha256(content).hexdigest())


def _too_many_pixels(width: int, height: int) -> str:
    return _(
        "В снимке {width} × {height} точек, это слишком много. "
        "Уменьшите его до 50 мегапикселей и приложите снова."
    ).format(width=width, height=height)
