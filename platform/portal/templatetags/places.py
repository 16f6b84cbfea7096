"""{% load places %}: numbers and bars of the pages of houses, streets and districts."""

from datetime import timedelta

from django import template
from django.utils.translation import get_language, gettext, gettext_noop

from design.words import NO_BREAK
from portal.passport import Theme

register = template.Library()

# Conditions of the limits (appeals/interruptions.toml), for the catalogues.
_CONDITIONS = (
    gettext_noop("при аварии на тупиковой магистрали"),
    gettext_noop("если у дома два источника питания"),
    gettext_noop("если источник один"),
    gettext_noop("если в комнатах от +8 до +10 °C"),
    gettext_noop("если в комнатах от +10 до +12 °C"),
    gettext_noop("если в комнатах +12 °C и теплее"),
)


@register.filter
def tenths(value: float | None) -> str:
    """29,6; a whole number without its zero; a dash where there is none."""
    if value is None:
        return "—"
    text = f"{value:.1f}".removesuffix(".0")
    return text if get_language() == "en" else text.replace(".", ",")


@register.filter
def share(value: float | None) -> str:
    """83 %; a dash where there is nothing to take a share of."""
    return "—" if value is None else f"{round(value * 100)}{NO_BREAK}%"


@register.filter
def in_hours(length: timedelta) -> str:
    """A limit as the act writes it, 24 ч, never a day."""
    return gettext("%(number)s ч") % {"number": length // timedelta(hours=1)}


@register.filter
def said(text: str) -> str:
    """Words of our own data in the reader's language."""
    return gettext(text) if text else ""


@register.simple_tag
def bar_of(theme: Theme, most: int) -> list[tuple[str, str, str]]:
    """The parts of a bar: (class, x, width), the work first."""
    parts, x = [], 0.0
    for name, number in (("work", theme.open), ("done", theme.done), ("rest", theme.other)):
        width = 100 * number / most if most else 0
        if width:
            parts.append((name, f"{x:.1f}%", f"{max(width - 0.6, 0.4):.1f}%"))
        x += width
    return parts


@register.simple_tag
def bar_of_norm(total: timedelta, limit: timedelta) -> dict[str, str]:
    """How much of the allowed time is used: within, beyond, and where the limit stands."""
    whole = max(total, limit)
    within = 100 * min(total, limit) / whole
    return {
        "within": f"{within:.1f}%",
        "beyond": f"{max(0.0, 100 * (total - limit) / whole):.1f}%",
        "limit": f"{min(99.0, 100 * limit / whole):.1f}%",
    }
