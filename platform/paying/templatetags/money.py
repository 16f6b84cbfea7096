"""Sums and shares in templates: {% load money %}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from billing import amounts

register = template.Library()


@register.filter
def rub(kopecks: int | None) -> str:
    """{{ kopecks|rub }}: «46 200 ₽»; a dash where there is none."""
    return amounts.short(kopecks) if kopecks is not None else "—"


@register.filter
def kop(kopecks: int | None) -> str:
    """{{ kopecks|kop }}: «46 200,00»; for columns."""
    return amounts.figures(kopecks) if kopecks else "—"


@register.filter
def side(kopecks: int) -> str:
    """{{ balance|side }}: «98 000,00 Дт» or «Кт», as accountants write a balance."""
    return f"{amounts.figures(abs(kopecks))} {'Дт' if kopecks > 0 else 'Кт'}"


@register.simple_tag
def meter(used: int, limit: int | None) -> SafeString:
    """How full a limit is, as a bar; the figures stand beside it in words."""
    if not limit:
        return SafeString("")
    width = min(100, round(100 * used / limit))
    tone = " breach" if used > limit else ""
    return format_html(
        '<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar0" width="100" height="8"/><rect class="bar1{}" width="{}" height="8"/></svg>',
        tone,
        width,
    )
