"""Moments and spans as people read them: the city's time zone, the reader's language."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from design.words import NO_BREAK

MONTHS = (
    *(gettext_lazy("января"), gettext_lazy("февраля"), gettext_lazy("марта")),
    *(gettext_lazy("апреля"), gettext_lazy("мая"), gettext_lazy("июня")),
    *(gettext_lazy("июля"), gettext_lazy("августа"), gettext_lazy("сентября")),
    *(gettext_lazy("октября"), gettext_lazy("ноября"), gettext_lazy("декабря")),
)

SOON_SHARE = 0.2
"""A clock is about to run out when less than this share of the term is left."""
SOON_AT_MOST = timedelta(hours=1)


def here(at: datetime) -> datetime:
    """The same moment on the city's clock."""
    return timezone.localtime(at)


def seconds(at: datetime) -> str:
    """The clock to the second: 14:07:12."""
    return here(at).strftime("%H:%M:%S")


def minutes(at: datetime) -> str:
    """The clock to the minute: 14:07."""
    return here(at).strftime("%H:%M")


def day(at: datetime | date, today: date | None = None) -> str:
    """22 ноября; with the year when it is not this one."""
    on = here(at).date() if isinstance(at, datetime) else at
    text = f"{on.day}{NO_BREAK}{MONTHS[on.month - 1]}"
    if today is not None and today.year == on.year:
        return text
    return _("%(day)s %(year)d") % {"day": text, "year": on.year}


def moment(at: datetime, today: date | None = None) -> str:
    """22 ноября, 14:07:12; with the year when it is not this one."""
    return f"{day(at, today)}, {seconds(at)}"


def until(at: datetime, today: date) -> str:
    """A deadline: 16:48 today, otherwise 21 ноября, 16:48."""
    local = here(at)
    if local.date() == today:
        return minutes(at)
    return f"{day(local, today)}, {minutes(at)}"


def until_short(at: datetime, today: date) -> str:
    """A deadline in a staff table: 14:44 today, otherwise 22.01, 14:24."""
    local = here(at)
    if local.date() == today:
        return minutes(at)
    return f"{local.strftime('%d.%m')}, {minutes(at)}"


def span(length: timedelta) -> str:
    """A span in its two largest units: 4 мин 47 сек, 1 ч 20 мин, 2 дн 21 ч; never less than 1 сек."""
    left = max(1, round(abs(length.total_seconds())))
    days, left = divmod(left, 86_400)
    hours, left = divmod(left, 3_600)
    mins, secs = divmod(left, 60)
    if days:
        parts = [(days, pgettext("span", "дн")), (hours, pgettext("span", "ч"))]
    elif hours:
        parts = [(hours, pgettext("span", "ч")), (mins, pgettext("span", "мин"))]
    else:
        parts = [(mins, pgettext("span", "мин")), (secs, pgettext("span", "сек"))]
    return " ".join(f"{number}{NO_BREAK}{unit}" for number, unit in parts if number)


def span_short(length: timedelta, *, brief: bool = False) -> str:
    """A span in a staff column: 12 мин, 1 ч 20, 1 дн 2 ч (brief: 1 дн), with − when it is over."""
    sign = "−" if length.total_seconds() < 0 else ""
    total = int(abs(length.total_seconds())) // 60
    days, left = divmod(total, 1_440)
    hours, mins = divmod(left, 60)
    if days:
        text = f"{days} дн {hours} ч" if hours and not brief else f"{days} дн"
    elif hours:
        text = f"{hours} ч {mins:02d}"
    else:
        text = f"{mins} мин"
    return sign + text.replace(" ", NO_BREAK)


def remaining(due: datetime, now: datetime) -> str:
    """осталось 1 ч 20 мин, or просрочено на 14 мин."""
    if due <= now:
        return _("просрочено на %(span)s") % {"span": span(now - due)}
    return _("осталось %(span)s") % {"span": span(due - now)}


def is_soon(due: datetime, now: datetime, started: datetime | None = None) -> bool:
    """Whether the last fifth of the term (at most an hour) has begun and it is not over yet."""
    if due <= now:
        return False
    last = SOON_AT_MOST if started is None else min(SOON_AT_MOST, (due - started) * SOON_SHARE)
    return due - now <= last
