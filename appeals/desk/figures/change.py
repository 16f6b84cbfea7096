"""How a figure compares with the one before: a shape, a sign and a word, never colour alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from appeals.insight.shares import ENOUGH

_SAME_SHARE = 0.005
_SAME_COUNT = 0.01
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Change:
    """What is shown beside a figure: the icon's name, its tone, the words."""

    icon: str
    tone: str
    words: str


def of_counts(now: int, then: int, *, more_is: str = "") -> Change:
    """More or fewer; `more_is` «better» or «worse» judges it, otherwise it is only told."""
    if min(now, then) < ENOUGH:
        return Change("flat", "sub", _("мало данных для сравнения"))
    part = (now - then) / then
    if abs(part) < _SAME_COUNT:
        return Change("flat", "mid", f"0{NO_BREAK}% · {_('так же')}")
    shown = f"{_sign(part)}{abs(part) * 100:.0f}{NO_BREAK}%"
    return _judged(part > 0, more_is, shown)


def of_shares(now: tuple[int, int], then: tuple[int, int], *, more_is: str) -> Change:
    """A share against the share before, in percentage points."""
    if min(now[1], then[1]) < ENOUGH:
        return Change("flat", "sub", _("мало данных для сравнения"))
    part = now[0] / now[1] - then[0] / then[1]
    points = f"{_sign(part)}{abs(part) * 100:.1f}".replace(".", ",").replace(",0", "")
    if abs(part) < _SAME_SHARE:
        return Change("flat", "mid", f"0{NO_BREAK}{_('п. п.')} · {_('так же')}")
    return _judged(part > 0, more_is, f"{points}{NO_BREAK}{_('п. п.')}")


def _judged(is_more: bool, more_is: str, shown: str) -> Change:
    icon = "up" if is_more else "down"
    if not more_is:
        return Change(icon, "mid", f"{shown} · {_('больше') if is_more else _('меньше')}")
    if is_more == (more_is == "better"):
        return Change(icon, "done", f"{shown} · {_('лучше')}")
    return Change(icon, "breach", f"{shown} · {_('хуже')}")


def _sign(part: float) -> str:
    return "+" if part > 0 else "−"
