"""The portal on the home screen: the city's emblem on white above a band of its colours."""

import io
import re
from functools import lru_cache

from PIL import Image, ImageDraw

from design import drawing, emblems
from onboarding.cities import emblem as own_emblem

SIZES = (180, 192, 512)
# `any` is cut round by us; `maskable` fills the square, and the phone cuts it as it likes.
PURPOSES = ("any", "maskable")
_HEIGHT = {"any": 0.62, "maskable": 0.54}
_MIDDLE = 0.45
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PLAIN = "#1a5fb4"
_PAPER = "#ffffff"


@lru_cache(64)
def png(emblem: str, colour: str, second: str, size: int, purpose: str, own: str = "") -> bytes:
    """The icon; of a maskable one the emblem stands within the middle circle of 80 %.

    `own` is the version of the city's own emblem, which then stands in the place of ours.
    """
    band = colour if _COLOUR.fullmatch(colour) else _PLAIN
    line = second if _COLOUR.fullmatch(second) else band
    picture = Image.new("RGB", (size, size), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, size * 0.84, size, size), fill=band)
    pen.rectangle((0, size * 0.82, size, size * 0.84), fill=line)
    shield = _own(own, round(size * _HEIGHT[purpose])) or drawing.emblem(
        emblems.file(emblem), round(size * _HEIGHT[purpose])
    )
    left, top = (size - shield.width) / 2, size * _MIDDLE - shield.height / 2
    picture.paste(shield, (round(left), round(top)), shield)
    if purpose == "any" and size != 180:  # 180 is Apple's, and Apple cuts it
        picture.putalpha(_rounded(size))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _own(version: str, height: int) -> Image.Image | None:
    """The city's own emblem, not wider than the icon's middle; None when it has none."""
    content = own_emblem.read(version, max(own_emblem.HEIGHTS)) if version else None
    if content is None:
        return None
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    picture.thumbnail((round(height * 1.2), height), Image.Resampling.LANCZOS)
    return picture


def _rounded(size: int) -> Image.Image:
    """A square with round corners, smooth at its edges."""
    fine = 4
    mask = Image.new("L", (size * fine, size * fine), 0)
    corner = size * fine * 0.18
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size * fine - 1, size * fine - 1), corner, 255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)
