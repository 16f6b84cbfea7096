"""How an appeal and a group of appeals stand on a map: a shape and a colour, the words beside.

A single one is its status's own shape; a group is a ring whose solid red share is in work and whose
striped green share is done. The same drawings go into pictures without scripts and into the live map.
"""

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from design import icons
from design.statuses import LOOKS, for_residents

# A ring's number stays inside it: six digits are smaller than one.
SIZES = {1: 17, 2: 17, 3: 16, 4: 15, 5: 14, 6: 12}
TONES = ("work", "done", "wait", "strict", "none")


def tone(state: str, level: int = 0) -> str:
    """The shape of a status: work, done, wait, strict or none; empty: no status at all."""
    if state in LOOKS:
        return for_residents(state, level).tone
    return state if state in TONES else ""


def single(tone: str) -> SafeString:
    """One appeal's shape around (0, 0) of a picture, on white; a pin where there is no status."""
    if tone not in TONES:
        return _PIN
    return format_html(
        '<circle r="17" fill="#fff"/><svg class="mark mark-{}" x="-13" y="-13" width="26" '
        'height="26"{}',
        tone,
        mark_safe(icons.source(tone)),  # noqa: S308 — our own drawing
    )


_PIN = mark_safe(
    '<path d="M0 0C-11-13-14-18-14-24a14 14 0 0 1 28 0c0 6-3 11-14 24z" fill="#14181f" '
    'stroke="#fff" stroke-width="2.5"/><circle cy="-24" r="5" fill="#fff"/>'
)


@dataclass(frozen=True, slots=True)
class Ring:
    """A group's ring: its radius and the two arcs, in pixels around (0, 0)."""

    radius: float
    width: float
    red: str
    green: str

    @property
    def disc(self) -> float:
        """The white disc under it."""
        return self.radius + self.width / 2 + 2

    @property
    def halo(self) -> float:
        """What shows the focus."""
        return self.disc + 4


def ring(red: int, green: int) -> Ring:
    """The ring of so many in work and so many done; larger for more, never under 44 px."""
    total = red + green
    radius = 18.0 if total < 10 else 21.0 if total < 100 else 25.0 if total < 1_000 else 29.0
    share = red / total if total else 0.0
    if red and green:
        # A share too small to see is still seen.
        share = min(max(share, 0.04), 0.96)
    return Ring(radius, 8.0, _arc(radius, 0.0, share), _arc(radius, share, 1.0))


def _arc(radius: float, start: float, end: float) -> str:
    """A path along the circle from one share of the turn to another, clockwise from the top."""
    if end - start <= 0:
        return ""
    if end - start >= 1:
        return f"M0 {-radius:.1f}A{radius:.0f} {radius:.0f} 0 1 1 -.1 {-radius:.1f}z"
    gap = 0.012
    first, last = (2 * pi * turn for turn in (start + gap, end - gap))
    return (
        f"M{radius * sin(first):.1f} {-radius * cos(first):.1f}"
        f"A{radius:.0f} {radius:.0f} 0 {int(last - first > pi)} 1 "
        f"{radius * sin(last):.1f} {-radius * cos(last):.1f}"
    )


def drawn(ring: Ring, count: int) -> SafeString:
    """A group's ring inside a picture, around (0, 0); the stripes are the page's own pattern."""
    return format_html(
        '<circle r="{}" fill="#fff"/><path class="ring-work" d="{}" fill="none" stroke-width="{}"/>'
        '<path class="ring-done" d="{}" fill="none" stroke="url(#stripes)" stroke-width="{}"/>'
        '<text text-anchor="middle" dy="5" font-size="{}">{}</text>',
        ring.disc,
        ring.red,
        ring.width,
        ring.green,
        ring.width,
        SIZES.get(len(str(count)), 11),
        count,
    )
