"""Themes of appeals and the terms they live by.

A city shortens a term freely and lengthens one with a reason (RULES: shortening is free, lengthening
has to be explained); the reason stands as the term's source on every card.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appeals import labels
from appeals.actions import clocks
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Category
from appeals.spans import Span
from appeals.terms import CLOCKS, Clock, Term, in_force
from tenants.accounts.actor import Actor
from tenants.isolation import scope

# Moments at which two lengths are compared: a working day is long on a Friday evening.
_WEEK = [datetime(2026, 11, 16, 6, tzinfo=UTC) + timedelta(hours=step) for step in range(0, 168, 9)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A term as the screen gives it: a published one by its key, or the city's own length."""

    key: str = ""
    span: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What an administration may set of a theme."""

    name: str
    is_active: bool
    has_callbacks: bool
    needs_photos: bool
    needs_cause: bool
    alarm_minutes: int
    keywords: tuple[str, ...]
    terms: Mapping[Clock, Chosen]
    reason: str = ""


def published(clock: Clock, on: date) -> list[Term]:
    """The terms that may drive this clock, shortest first."""
    found = [term for term in in_force(on).values() if term.clock == clock]
    return sorted(found, key=lambda term: term.span.from_(_WEEK[0], _calendar()))


def base(category: Category, clock: Clock, on: date) -> Term | None:
    """The published term that the category's own one stands in for, or the term itself."""
    written = category.terms.get(clock)
    if isinstance(written, dict):
        written = written.get("base", "")
    return in_force(on).get(str(written)) if written else None


@whole
def set_topic(category_id: int, topic: Topic, *, by: Actor, at: datetime) -> Category:
    """Change a theme; appeals filed from now on live by it, running ones keep their terms.

    Raises:
        BadInput: no name, a length nobody can read, or a longer term without a reason.
    """
    category = Category.objects.select_for_update().get(pk=category_id, is_group=False)
    if not topic.name.strip():
        raise BadInput({"name": "Введите название темы: его видят жители."})
    if category.code == Category.OTHER and not topic.is_active:
        raise BadInput({"is_active": "Эту тему нельзя выключить: в неё попадает всё неясное."})
    today = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    before = described(category, today)
    terms = dict(category.terms)
    wrong: dict[str, str] = {}
    for clock, chosen in topic.terms.items():
        try:
            written = _written(category, clock, chosen, topic.reason.strip(), today)
        except BadInput as error:
            wrong |= error.fields
            continue
        if written is None:
            terms.pop(clock, None)
        else:
            terms[clock] = written
    if wrong:
        raise BadInput(wrong)
    category.names = {**category.names, "ru": topic.name.strip()}
    category.is_active = topic.is_active
    category.has_callbacks = topic.has_callbacks
    category.needs_photos = topic.needs_photos
    category.needs_cause = topic.needs_cause
    category.alarm_minutes = topic.alarm_minutes
    category.keywords = list(topic.keywords)
    category.terms = terms
    category.save()
    changes.record(
        _("Тема «%(name)s»") % {"name": category.name},
        by=by,
        at=at,
        before=before,
        after=described(category, today),
        reason=topic.reason.strip(),
    )
    return category


def described(category: Category, on: date) -> str:
    """A theme's settings in words, for the record of changes."""
    words = [category.name, _("принимаем") if category.is_active else _("не принимаем")]
    words += [
        f"{labels.CLOCKS[clock]}: {term.span.words}"
        for clock in CLOCKS
        if (term := clocks.terms_of(category, on).of(clock)) is not None
    ]
    words.append(_("звук через %(count)s мин") % {"count": category.alarm_minutes})
    if not category.has_callbacks:
        words.append(_("без обратного звонка"))
    if category.needs_photos:
        words.append(_("со снимками"))
    if category.needs_cause:
        words.append(_("с причиной"))
    words.append(", ".join(category.keywords))
    return "; ".join(word for word in words if word)


def is_longer(one: Span, other: Span) -> bool:
    """Whether a term ever ends later than another that begins at the same moment of a week."""
    calendar = _calendar()
    return any(one.from_(at, calendar) > other.from_(at, calendar) for at in _WEEK)


def _written(
    category: Category, clock: Clock, chosen: Chosen, reason: str, today: date
) -> str | dict[str, str] | None:
    """The term as the category keeps it.

    Raises:
        BadInput: of the field `clock`, or of `reason`.
    """
    stands_for = base(category, clock, today)
    if chosen.key:
        term = in_force(today).get(chosen.key)
        if term is None or term.clock != clock:
            raise BadInput({clock: "Такого срока нет в списке. Выберите другой."})
        if stands_for and term.key != stands_for.key:
            _ask_reason(is_longer(term.span, stands_for.span), stands_for, reason)
        return chosen.key
    if not chosen.span:
        _ask_reason(stands_for is not None, stands_for, reason)
        return None
    try:
        span = Span.parse(chosen.span)
    except ValueError as error:
        raise BadInput({clock: "Введите число больше нуля и выберите, в чём оно."}) from error
    known = category.terms.get(clock)
    if isinstance(known, dict) and known["span"] == str(span):
        return dict(known)
    _ask_reason(stands_for is not None and is_longer(span, stands_for.span), stands_for, reason)
    source = f"решение города: {reason}" if reason else "решение города"
    own = {"span": str(span), "source": source, "since": today.isoformat()}
    return own | ({"base": stands_for.key} if stands_for else {})


def _ask_reason(needed: bool, stands_for: Term | None, reason: str) -> None:
    if needed and stands_for is not None and not reason:
        raise BadInput(
            {
                "reason": f"Срок длиннее исходного ({stands_for.span.words}, {stands_for.source}). "
                "Напишите основание: его увидят житель и исполнитель."
            }
        )


def words_of(text: str) -> tuple[str, ...]:
    """Keywords as people type them: by commas or lines, each once, in small letters."""
    parts: Iterable[str] = text.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(part.strip().lower() for part in parts if part.strip()))


def _calendar() -> clocks.CityCalendar:
    return clocks.calendar_of_city()
