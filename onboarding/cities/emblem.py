"""A city's own emblem: looked at before it is opened, drawn anew as PNG in the sizes pages need.

SVG is refused: it is a program for a browser, and what an artist's program writes into it (fonts,
links, scripts) cannot be cleaned without changing the drawing. A PNG of 500 points is as sharp here.
"""

import hashlib
import io
import warnings
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from appeals.errors import BadInput

FORMATS = ("PNG", "WEBP", "JPEG")
BYTES_LIMIT = 5 * 1024 * 1024
PIXELS_LIMIT = 25_000_000
LEAST_SIDE = 96
HEIGHTS = (104, 512)
"""The header shows it 52 points high, fine screens twice as many; icons of apps are drawn of the other."""
_WIDEST = 2  # an emblem may be twice as wide as high at most
_VERSION_LENGTH = 16


def path(version: str, height: int) -> str:
    """Where a size of it stands in the city's storage."""
    return f"emblem/{version}-{height}.png"


def take(file: BinaryIO) -> str:
    """Keep an uploaded emblem in every size; the version that names it.

    Raises:
        BadInput: SVG, no picture, too large, too small or damaged; the sentence says what to do.
    """
    data = file.read(BYTES_LIMIT + 1)
    if len(data) > BYTES_LIMIT:
        raise _refused("Файл больше 5 МБ. Уменьшите герб до 1000 точек по высоте.")
    if b"<svg" in data[:2048].lower() or data[:5] == b"<?xml":
        raise _refused(
            "SVG не принимаем: в нём может быть программа. Сохраните герб как PNG высотой от 500 точек."
        )
    drawn = _drawn(data)
    sizes = {height: _png(drawn, height) for height in HEIGHTS}
    version = hashlib.sha256(sizes[max(HEIGHTS)]).hexdigest()[:_VERSION_LENGTH]
    for height, content in sizes.items():
        name = path(version, height)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    return version


def read(version: str, height: int) -> bytes | None:
    """One size of an emblem that was taken; None when there is none."""
    name = path(version, height)
    if not version.isalnum() or height not in HEIGHTS or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return bytes(file.read())


def _drawn(data: bytes) -> Image.Image:
    """The picture on nothing, its empty margins cut off."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > PIXELS_LIMIT:
                raise _refused("В картинке слишком много точек. Уменьшите её до 1000 по высоте.")
            if min(picture.size) < LEAST_SIDE:
                raise _refused(f"Картинка мала: нужно не меньше {LEAST_SIDE} точек по стороне.")
            whole = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _refused("В картинке слишком много точек. Уменьшите её до 1000 по высоте.") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError) as damage:
        raise _refused("Это не картинка или файл повреждён. Подойдут PNG, WebP и JPEG.") from damage
    box = whole.getchannel("A").getbbox()
    if box is None:
        raise _refused("Картинка пуста: на ней нет ни одной видимой точки.")
    cut = whole.crop(box)
    if cut.width > _WIDEST * cut.height:
        raise _refused("Герб слишком широк: приложите сам щит, без надписи сбоку.")
    return cut


def _png(drawn: Image.Image, height: int) -> bytes:
    width = max(1, round(drawn.width * height / drawn.height))
    # A fresh canvas: nothing of the file but its points goes on.
    clean = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    clean.paste(drawn.resize((width, height), Image.Resampling.LANCZOS))
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _refused(sentence: str) -> BadInput:
    return BadInput({"emblem": sentence})
