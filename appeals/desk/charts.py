"""Charts as SVG made on the server: the same picture on the screen, on paper and without a script.

Pure: numbers and words in, a picture out. No style stands in the markup, classes carry it
(design/desk/figure.css); what differs by colour differs by shape too. Each picture says in words
what it shows; its numbers stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_ROW = 36
# Where the columns beside the stages end: median, p90, term.
_COLUMNS = (506, 608, 680)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: its name at the end of it, its class, its values (None: a gap)."""

    name: str
    kind: str
    values: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Range:
    """One stage: half of all within `median`, nine of ten within `p90`, and the term."""

    name: str
    median: timedelta
    p90: timedelta
    term: timedelta | None
    words: tuple[str, str, str]

    @property
    def is_over(self) -> bool:
        """Whether the slow tenth takes longer than the term."""
        return self.term is not None and self.p90 > self.term


def lines(
    drawn: Sequence[Line],
    marks: Sequence[tuple[int, str]],
    *,
    title: str,
    description: str,
    width: int = 680,
    height: int = 240,
) -> SafeString:
    """Lines over the same days; `marks` are the places along the bottom that carry a word."""
    left, right, top, bottom = 44, width - 96, 14, height - 26
    count = max(len(line.values) for line in drawn)
    most = nice(max((value for line in drawn for value in line.values if value), default=0))

    def x(place: int) -> float:
        return left + (right - left) * (place / (count - 1) if count > 1 else 0.5)

    def y(value: float) -> float:
        return bottom - (bottom - top) * value / most

    grid = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="end" x="{}" y="{}">{}</text>',
        (
            (left, right, _n(y(step)), _n(y(step)), left - 6, _n(y(step) + 4), _grouped(step))
            for step in _steps(most)
        ),
    )
    days = format_html_join(
        "",
        '<text class="center" x="{}" y="{}">{}</text>',
        ((_n(x(place)), height - 6, word) for place, word in marks),
    )
    return _picture(
        width, height, title, description, grid + days + _drawn(drawn, x, y, right, bottom)
    )


def ranges(
    rows: Sequence[Range],
    ticks: Sequence[tuple[timedelta, str]],
    *,
    title: str,
    description: str,
    heads: tuple[str, str, str],
) -> SafeString:
    """How long stages take, on one scale that grows tenfold: ● median, ❘ p90, ▼ term."""
    width, height, left, right = 680, 30 + _ROW * len(rows), 146, 420
    shortest = min([tick for tick, _ in ticks] + [row.median for row in rows])
    longest = max([tick for tick, _ in ticks] + [row.p90 for row in rows])
    low, high = log10(shortest.total_seconds()), log10(longest.total_seconds())

    def x(length: timedelta) -> float:
        return left + (right - left) * (log10(length.total_seconds()) - low) / (high - low or 1)

    grid = format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{0}" y1="20" y2="{1}"/>'
        '<text class="center t-sub" x="{0}" y="12">{2}</text>',
        ((_n(x(length)), height - 6, word) for length, word in ticks),
    )
    head = format_html_join(
        "",
        '<text class="end t-sub" x="{}" y="12">{}</text>',
        zip(_COLUMNS, heads, strict=True),
    )
    body = SafeString("")
    for place, row in enumerate(rows):
        y = 42 + place * _ROW
        start, end = x(row.median), x(row.p90)
        body += format_html(
            '<text x="0" y="{0}">{1}</text><line class="rng" x1="{2}" x2="{3}" y1="{4}" y2="{4}"/>'
            '<circle class="dot" cx="{2}" cy="{4}" r="5"/>'
            '<line class="tick" x1="{3}" x2="{3}" y1="{5}" y2="{6}"/>',
            y, row.name, _n(start), _n(end), y - 4, y - 11, y + 3,
        )  # fmt: skip
        if row.term is not None:
            body += format_html(
                '<path class="aimfill" d="M{} {}l-4 -7h8z"/>',
                _n(min(x(row.term), right + 8)),
                y - 11,
            )
        median, p90, term = row.words
        body += format_html(
            '<text class="end t-strong" x="{6}" y="{0}">{1}</text>'
            '<text class="end{2}" x="{7}" y="{0}">{3}{4}</text>'
            '<text class="end t-sub" x="{8}" y="{0}">{5}</text>',
            y, median, " t-breach" if row.is_over else "", "▲ " if row.is_over else "", p90, term,
            *_COLUMNS,
        )  # fmt: skip
    return _picture(width, height, title, description, grid + head + body)


def meter(share: float, kind: str = "") -> SafeString:
    """A bar that fills to a share; the number beside it says how much."""
    return format_html(
        '<svg class="meter" viewBox="0 0 88 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar0" width="88" height="8"/><rect class="bar1 {}" width="{}" height="8"/></svg>',
        kind,
        _n(88 * min(max(share, 0.0), 1.0)),
    )


def nice(value: int) -> int:
    """The round number that a scale ends with: 1, 2 or 5 with noughts, not under the value."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if factor * step * 4 >= value:
                return max(4, factor * step * 4)
        step *= 10


def _steps(most: int) -> list[int]:
    return [most * place // 4 for place in range(5)]


def _drawn(
    drawn: Sequence[Line],
    x: Callable[[int], float],
    y: Callable[[float], float],
    right: float,
    bottom: float,
) -> SafeString:
    """The lines, and their names where they end, never one over another."""
    out, taken = SafeString(""), bottom + 32
    ends = []
    for line in drawn:
        points = [
            (x(place), y(value)) for place, value in enumerate(line.values) if value is not None
        ]
        out += format_html(
            '<polyline class="ln ln-{}" points="{}"/>',
            line.kind,
            " ".join(f"{_n(one)},{_n(other)}" for one, other in points),
        )
        if points:
            ends.append((points[-1][1] + 4, line, points[-1]))
    for height, line, last in sorted(ends, key=lambda end: -end[0]):
        taken = min(height, taken - 16)
        out += format_html(
            '<circle class="end-{0}" cx="{1}" cy="{2}" r="3"/>'
            '<text class="t-{0}" x="{3}" y="{4}">{5}</text>',
            line.kind, _n(last[0]), _n(last[1]), right + 8, _n(taken), line.name,
        )  # fmt: skip
    return out


def _picture(
    width: int, height: int, title: str, description: str, inside: SafeString
) -> SafeString:
    """The frame with its words: `aria-label` is read everywhere, title and desc travel with the file."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}. {}"><title>{}</title>'
        "<desc>{}</desc>{}</svg>",
        width, height, title, description, title, description, inside,
    )  # fmt: skip


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _grouped(value: int) -> SafeString:
    return mark_safe(f"{value:,}".replace(",", "&#160;"))  # noqa: S308 — figures alone
