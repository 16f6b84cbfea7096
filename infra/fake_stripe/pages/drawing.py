"""Templates filled in: everything that is put into a page is escaped."""

from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from infra.fake_stripe.pages import Page

_FOLDER = Path(__file__).parent / "html"


class Html(str):
    """Markup made here, not escaped again."""


def page(name: str, /, *, status: int = 200, **words: object) -> Page:
    """A whole page."""
    inner = part(name, **words)
    title = str(words.get("title", "Stripe"))
    return Page(part("base", title=title, inner=inner).encode(), status)


def part(name: str, /, **words: object) -> Html:
    """A piece of a page."""
    safe = {
        key: value if isinstance(value, Html) else escape(str(value))
        for key, value in words.items()
    }
    return Html(_template(name).substitute(safe))


def joined(parts: list[Html]) -> Html:
    """Pieces one after another."""
    return Html("".join(parts))


def money(kopecks: int, currency: str) -> str:
    """`62 000,00 ₽`."""
    sign = {"rub": "₽", "usd": "$", "eur": "€"}.get(currency, currency.upper())
    return f"{kopecks / 100:,.2f} {sign}".replace(",", " ").replace(".", ",")


def moment(stamp: int | None) -> str:
    """A day and an hour, UTC."""
    return datetime.fromtimestamp(stamp, UTC).strftime("%d.%m.%Y %H:%M") if stamp else "—"


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.html").read_text(encoding="utf-8"))
