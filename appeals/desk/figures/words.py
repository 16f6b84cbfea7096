"""Periods and days as a heading says them."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from appeals.insight.periods import ANY, MONTH, TODAY, Period

_OF = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_NAMES = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
    "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_SHORT = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
NO_BREAK = "\u00a0"


def day(on: date, today: date) -> str:
    """22 ноября; with the year when it is not this one."""
    text = f"{on.day}{NO_BREAK}{_OF[on.month - 1]}"
    return text if on.year == today.year else f"{text} {on.year}"


def short(on: date) -> str:
    """22 ноя, under a chart."""
    return f"{on.day}{NO_BREAK}{_SHORT[on.month - 1]}"


def month(on: date) -> str:
    """ноя 2026, under a chart."""
    return f"{_SHORT[on.month - 1]}{NO_BREAK}{on.year}"


def days(first: date, last: date, today: date) -> str:
    """12–18 января; 29 декабря 2025 – 4 января."""
    if first == last:
        return day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, today)}"
    return f"{day(first, today)} – {day(last, today)}"


def heading(period: Period) -> str:
    """The title of the page."""
    shown = days(period.first, period.last, period.today)
    if period.name == TODAY:
        return f"{_('Сегодня')}, {shown}" if period.is_running else shown
    if period.name == MONTH:
        return f"{_NAMES[period.first.month - 1]} {period.first.year}"
    return shown if period.name == ANY else f"{_('Неделя')} {shown}"


def compared(period: Period) -> str:
    """What it is compared with."""
    before = period.compared()
    shown = days(before.first, before.last, period.today)
    if period.is_running:
        return _("сравнение с %(days)s, сегодня ещё идёт") % {"days": shown}
    return _("сравнение с %(days)s") % {"days": shown}


def span(length: timedelta | None) -> str:
    """24 с, 12 мин, 1 ч 58, 2 дн 17 ч; a dash when it is not known."""
    if length is None:
        return "—"
    seconds = round(length.total_seconds())
    if seconds < 60:
        return f"{seconds}{NO_BREAK}с"
    days, left = divmod(seconds // 60, 1440)
    hours, minutes = divmod(left, 60)
    if days:
        text = f"{days} дн {hours} ч" if hours else f"{days} дн"
    else:
        text = f"{hours} ч {minutes:02d}" if hours else f"{minutes} мин"
    return text.replace(" ", NO_BREAK)
