"""A city's colours: readable under white letters, with the two shades the design needs."""

from colorsys import hls_to_rgb, rgb_to_hls
from string import hexdigits

WHITE = (255, 255, 255)
READABLE = 4.5
"""The least contrast of text and ground (WCAG 2.2, level AA)."""
_STEP = 0.005
_DARKER, _SOFTER = 0.72, 0.90


def contrast(colour: str) -> float:
    """How far a colour is from white, 1 to 21."""
    return 1.05 / (_luminance(_parts(colour)) + 0.05)


def is_one(text: str) -> bool:
    """Whether this is a colour as `#1a5fb4` is."""
    return len(text) == 7 and text[0] == "#" and all(sign in hexdigits for sign in text[1:])


def readable(colour: str) -> str:
    """The nearest darker shade of the same hue under which white letters can be read; itself if it can."""
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    while contrast(colour) < READABLE:
        light = max(0.0, light - _STEP)
        shade = hls_to_rgb(hue, light, saturation)
        colour = _written(tuple(int(part * 255) for part in shade))
    return colour


def stronger(colour: str) -> str:
    """The darker shade: pressed buttons, links."""
    return _written(tuple(round(part * _DARKER) for part in _parts(colour)))


def softer(colour: str) -> str:
    """The pale shade: grounds of chosen lines."""
    pairs = zip(_parts(colour), WHITE, strict=True)
    return _written(tuple(round(part + (white - part) * _SOFTER) for part, white in pairs))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _written(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(parts: tuple[int, ...]) -> float:
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
