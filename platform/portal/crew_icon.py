"""The crew's app on the home screen: the dial of «crew at work» in the city's colours, drawn by us."""

import io
import re
from functools import lru_cache

from PIL import Image, ImageDraw

SIZES = (180, 192, 512)
_FINE = 4  # drawn so many times larger and made smaller: smooth edges
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PLAIN = "#1a5fb4"
_INK = "#ffffff"


@lru_cache(64)
def png(colour: str, second: str, size: int) -> bytes:
    """A square that a phone may cut into any shape: what matters stands within its middle."""
    side = size * _FINE
    ground = colour if _COLOUR.fullmatch(colour) else _PLAIN
    band = second if _COLOUR.fullmatch(second) else ground
    picture = Image.new("RGB", (side, side), ground)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, side * 0.86, side, side), fill=band)
    rim, middle, radius = side * 0.055, side * 0.48, side * 0.27
    box = (
        middle - radius + side * 0.02,
        middle - radius,
        middle + radius + side * 0.02,
        middle + radius,
    )
    pen.ellipse(box, outline=_INK, width=round(rim))
    # Three quarters full: the state of an appeal whose crew is at work.
    inner = tuple(edge + rim * 1.7 * sign for edge, sign in zip(box, (1, 1, -1, -1), strict=True))
    pen.pieslice(inner, -90, 180, fill=_INK)
    out = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
