"""Draws an emblem as a picture of points: phones want PNG icons, and our emblems are SVG.

Knows the few words of SVG that emblems are written in (`path` and `g`; lines and curves; one colour
of fill and stroke), and refuses the others aloud, so that no emblem is ever drawn half.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

Point = tuple[float, float]

_FINE = 4  # drawn so many times larger and made smaller: smooth edges
_STEPS = 16  # pieces of a curve
_TOKENS = re.compile(r"[A-Za-z]|-?(?:\d+\.\d+|\.\d+|\d+)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "z": 0}


class UnknownDrawing(ValueError):
    """An emblem says something that would be left out of its picture."""


@dataclass(frozen=True, slots=True)
class _Pen:
    fill: str = "#000"
    stroke: str = "none"
    width: float = 1.0
    round_ends: bool = False


def emblem(source: Path, height: int) -> Image.Image:
    """The emblem of a file, so many points high, on nothing.

    Raises:
        UnknownDrawing: the file has shapes that this module does not draw.
    """
    root = ElementTree.fromstring(source.read_text(encoding="utf-8"))  # noqa: S314 — our own file
    _, _, wide, high = (float(part) for part in root.attrib["viewBox"].split())
    scale = height * _FINE / high
    picture = Image.new("RGBA", (round(wide * scale), round(high * scale)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for path, pen in _paths(root, _Pen()):
        _draw(draw, path, pen, scale)
    return picture.resize((round(wide * height / high), height), Image.Resampling.LANCZOS)


def _paths(node: ElementTree.Element, pen: _Pen) -> Iterator[tuple[str, _Pen]]:
    """Every path below a node with the pen it is drawn by."""
    for child in node:
        tag = child.tag.rpartition("}")[2]
        own = _pen(child, pen)
        if tag == "path":
            yield child.attrib["d"], own
        elif tag == "g":
            yield from _paths(child, own)
        else:
            raise UnknownDrawing(tag)


def _pen(node: ElementTree.Element, pen: _Pen) -> _Pen:
    told = node.attrib
    if odd := told.keys() - {
        *("d", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
    }:
        raise UnknownDrawing(", ".join(sorted(odd)))
    return replace(
        pen,
        fill=told.get("fill", pen.fill),
        stroke=told.get("stroke", pen.stroke),
        width=float(told.get("stroke-width", pen.width)),
        round_ends=told["stroke-linecap"] == "round"
        if "stroke-linecap" in told
        else pen.round_ends,
    )


def _draw(draw: ImageDraw.ImageDraw, path: str, pen: _Pen, scale: float) -> None:
    """Fill every line of a path, then stroke it."""
    lines = [([(x * scale, y * scale) for x, y in line], shut) for line, shut in lines_of(path)]
    if pen.fill != "none":
        for line, _ in lines:
            if len(line) > 2:
                draw.polygon(line, fill=pen.fill)
    if pen.stroke == "none":
        return
    wide = pen.width * scale
    for line, shut in lines:
        ring = [*line, line[0]] if shut else line
        draw.line(ring, fill=pen.stroke, width=round(wide))
        for x, y in ring if pen.round_ends or shut else ring[1:-1]:
            dot = (x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2)
            draw.ellipse(dot, fill=pen.stroke)


def lines_of(path: str) -> list[tuple[list[Point], bool]]:
    """The lines of a path's `d`, curves in pieces; each with whether it is closed.

    Raises:
        UnknownDrawing: a letter that is not drawn.
    """
    lines: list[tuple[list[Point], bool]] = []
    here: Point = (0.0, 0.0)
    bend: Point = here
    for letter, told in _steps(path):
        kind = letter.lower()
        base = here if letter.islower() else (0.0, 0.0)
        points = [(base[0] + x, base[1] + y) for x, y in zip(told[::2], told[1::2], strict=False)]
        if kind == "m":
            here = bend = points[0]
            lines.append(([here], False))
            continue
        line, _ = lines[-1]
        if kind == "z":
            lines[-1] = (line, True)
            here = bend = line[0]
            continue
        if lines[-1][1]:  # drawn on from where the last line was closed
            line = [here]
            lines.append((line, False))
        if kind in "cs":
            first = points[0] if kind == "c" else (2 * here[0] - bend[0], 2 * here[1] - bend[1])
            second, end = points[-2:]
            line.extend(_curve(here, first, second, end))
            here, bend = end, second
            continue
        if kind == "h":
            here = (base[0] + told[0], here[1])
        elif kind == "v":
            here = (here[0], base[1] + told[0])
        else:
            here = points[0]
        bend = here
        line.append(here)
    return lines


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each letter with its numbers; a letter that is not repeated goes on as SVG says."""
    tokens = _TOKENS.findall(path)
    place = 0
    letter = ""
    while place < len(tokens):
        if tokens[place].isalpha():
            letter = tokens[place]
            place += 1
        elif letter in "mM":
            letter = "l" if letter == "m" else "L"
        takes = _TAKES.get(letter.lower())
        if takes is None:
            raise UnknownDrawing(letter)
        yield letter, [float(token) for token in tokens[place : place + takes]]
        place += takes


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """A cubic curve in pieces, its start left out."""
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        corners = (start, first, second, end)
        yield (
            sum(weight * x for weight, (x, _) in zip(weights, corners, strict=True)),
            sum(weight * y for weight, (_, y) in zip(weights, corners, strict=True)),
        )
