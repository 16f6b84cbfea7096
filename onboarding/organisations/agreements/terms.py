"""An agreement's own terms: shorter than those of the themes, never longer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from appeals import labels
from appeals.actions import clocks
from appeals.errors import BadInput
from appeals.models import Category
from appeals.spans import Span
from appeals.terms import CLOCKS, Clock, Term

# What the form offers for each clock.
OFFERED: Mapping[Clock, tuple[str, ...]] = {
    "accept": ("10m", "15m", "20m", "30m", "1h", "2h", "4h", "8wh", "1wd"),
    "localise": ("15m", "20m", "30m", "1h", "2h"),
    "resolve": ("2h", "4h", "8h", "12h", "24h", "2d", "3d", "3wd", "5wd", "10wd", "30cd"),
    "answer": ("4h", "8wh", "1wd", "3wd", "5wd", "10wd", "30cd"),
}


@dataclass(frozen=True, slots=True)
class Usual:
    """What the themes of the services say for a clock: the shortest and the longest term."""

    clock: Clock
    shortest: Term
    longest: Term

    @property
    def name(self) -> str:
        """«принять», «устранить»."""
        return str(labels.CLOCKS[self.clock])

    @property
    def words(self) -> str:
        """«от 2 часов до 3 суток» as «2 часа … 3 суток»."""
        if str(self.shortest.span) == str(self.longest.span):
            return self.longest.span.words
        return f"{self.shortest.span.words} – {self.longest.span.words}"

    @property
    def sources(self) -> str:
        """Where these terms come from."""
        return "; ".join(dict.fromkeys((self.shortest.source, self.longest.source)))


def choices(clock: Clock, current: str = "") -> list[tuple[str, str]]:
    """Lengths for a list: first that of the theme."""
    codes = [*OFFERED[clock], *([current] if current and current not in OFFERED[clock] else [])]
    return [("", "как у темы обращения"), *((code, Span.parse(code).words) for code in codes)]


def usual(services: Sequence[str], *, at: datetime) -> dict[Clock, Usual]:
    """What holds without an agreement, for the themes of these services."""
    calendar = clocks.calendar_of_city()
    day = at.astimezone(calendar.zone).date()
    found: dict[Clock, list[Term]] = {}
    for category in Category.objects.filter(is_active=True, is_group=False, service__in=services):
        terms = clocks.terms_of(category, day)
        for clock in CLOCKS:
            term = terms.of(clock)
            if term is not None:
                found.setdefault(clock, []).append(term)

    def length(term: Term) -> datetime:
        return term.span.from_(at, calendar)

    return {
        clock: Usual(clock, min(terms, key=length), max(terms, key=length))
        for clock, terms in found.items()
    }


def checked(typed: Mapping[str, str], services: Sequence[str], *, at: datetime) -> dict[str, str]:
    """The terms as they are stored: only those that were chosen.

    Raises:
        BadInput: no length of time, or longer than every theme allows.
    """
    known = usual(services, at=at)
    calendar = clocks.calendar_of_city()
    kept: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for clock in CLOCKS:
        code = typed.get(clock, "").strip()
        if not code:
            continue
        try:
            span = Span.parse(code)
        except ValueError:
            wrong[clock] = "Выберите срок из списка."
            continue
        limit = known.get(clock)
        if limit and span.from_(at, calendar) > limit.longest.span.from_(at, calendar):
            wrong[clock] = (
                f"Срок длиннее, чем у любой темы: не больше «{limit.longest.span.words}» "
                f"({limit.longest.source}). Соглашение сокращает сроки."
            )
        kept[clock] = str(span)
    if wrong:
        raise BadInput(wrong)
    return kept


def lines(
    kept: Mapping[str, str], services: Sequence[str], *, at: datetime
) -> list[tuple[str, str]]:
    """Each clock with its term in words, the agreement's own or the themes'."""
    known = usual(services, at=at)
    told = []
    for clock in CLOCKS:
        name = str(labels.CLOCKS[clock])
        if clock in kept:
            told.append((name, Span.parse(kept[clock]).words))
        elif clock in known:
            told.append((name, f"по теме обращения, {known[clock].words} ({known[clock].sources})"))
    return told


def in_words(kept: Mapping[str, str], services: Sequence[str], *, at: datetime) -> str:
    """«принять – 1 час; устранить – по теме обращения, …»."""
    said = "; ".join(f"{name} – {words}" for name, words in lines(kept, services, at=at))
    return said or "по темам обращений"
