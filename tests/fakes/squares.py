"""Reads a QR square off a picture, as a bank's app does: ISO/IEC 18004, byte mode, nothing damaged."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from qrcode import base, util

Rows = list[list[bool]]
_MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def seen(png: bytes, place: tuple[float, float, float, float]) -> str:
    """The text of the square that alone stands in a part of a page: left, top, right, bottom of 1."""
    page = Image.open(BytesIO(png)).convert("L")
    left, top, right, bottom = place
    part = page.crop(
        (
            *(int(left * page.width), int(top * page.height)),
            *(int(right * page.width), int(bottom * page.height)),
        )
    )
    dark = part.point(lambda value: 255 if value < 128 else 0)
    square = dark.crop(dark.getbbox())
    # The finder in the corner is seven modules wide.
    first = [square.getpixel((x, 1)) > 0 for x in range(square.width)]
    step = first.index(False) / 7
    side = 17 + 4 * round((square.width / step - 17) / 4)
    step = square.width / side
    return text(
        [
            [
                square.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) > 0
                for x in range(side)
            ]
            for y in range(side)
        ]
    )


def text(rows: Rows) -> str:
    """What a square says.

    Raises:
        AssertionError: it is no square of one segment of bytes.
    """
    side = len(rows)
    version = (side - 17) // 4
    level, mask = _format(rows)
    bits = [rows[y][x] ^ _MASKS[mask](y, x) for y, x in _path(side, version)]
    words = [
        sum(bit << (7 - place) for place, bit in enumerate(bits[start : start + 8]))
        for start in range(0, len(bits) - 7, 8)
    ]
    data = "".join(f"{word:08b}" for word in _in_order(words, version, level))
    assert data[:4] == "0100", "only bytes are read here"
    width = 8 if version < 10 else 16
    length = int(data[4 : 4 + width], 2)
    body = data[4 + width : 4 + width + 8 * length]
    return bytes(int(body[at : at + 8], 2) for at in range(0, len(body), 8)).decode()


def _format(rows: Rows) -> tuple[int, int]:
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    told = sum(rows[y][x] << (14 - bit) for bit, (y, x) in enumerate(places)) ^ 0x5412
    return told >> 13, told >> 10 & 7


def _path(side: int, version: int) -> Iterator[tuple[int, int]]:
    taken = _functions(side, version)
    upward = True
    for right in (*range(side - 1, 6, -2), 5, 3, 1):
        for y in range(side - 1, -1, -1) if upward else range(side):
            for x in (right, right - 1):
                if (y, x) not in taken:
                    yield y, x
        upward = not upward


def _functions(side: int, version: int) -> set[tuple[int, int]]:
    taken = {(6, at) for at in range(side)} | {(at, 6) for at in range(side)}
    taken |= {(y, x) for y in range(9) for x in range(9)}
    taken |= {(y, x) for y in range(9) for x in range(side - 8, side)}
    taken |= {(y, x) for y in range(side - 8, side) for x in range(9)}
    if version >= 7:
        taken |= {(y, x) for y in range(6) for x in range(side - 11, side - 8)}
        taken |= {(y, x) for y in range(side - 11, side - 8) for x in range(6)}
    centres = util.pattern_position(version)
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    for y in centres:
        for x in centres:
            if (y, x) not in corners:
                taken |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    return taken


def _in_order(words: list[int], version: int, level: int) -> list[int]:
    """Data words of all blocks one after another; they stand by turns in the square."""
    blocks = [block.data_count for block in base.rs_blocks(version, level)]
    parts: list[list[int]] = [[] for _ in blocks]
    stream = iter(words)
    for turn in range(max(blocks)):
        for part, size in zip(parts, blocks, strict=True):
            if turn < size:
                part.append(next(stream))
    return [word for part in parts for word in part]
