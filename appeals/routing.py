"""Routing: who must resolve an appeal; if nobody can yet, whom the dispatch desk should name.

Order: the house × service matrix; then the city's ordered rules, first match wins; then the
dispatch desk. An appeal goes only to an organisation that is live, whose agreement is in force and
that has an active member. An organisation that should have got it but cannot look is *named* to the
desk with the reason, so no appeal waits where nobody reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

LIVE = "live"


class Reason(StrEnum):
    """Why an appeal went where it went; stored on the appeal, shown as a sentence."""

    MATRIX = "matrix"
    RULE = "rule"
    RULE_DESK = "rule_desk"
    NOT_CONNECTED = "not_connected"
    IN_TRIAL = "in_trial"
    SUSPENDED = "suspended"
    ENDED = "ended"
    NO_AGREEMENT = "no_agreement"
    NO_MEMBER = "no_member"
    UNKNOWN_SERVER = "unknown_server"
    NO_HOUSE = "no_house"
    NO_RULE = "no_rule"


# Sentences for the journal and the desk, filled from Decision.parameters, translated by callers.
SENTENCES: Mapping[Reason, str] = {
    Reason.MATRIX: "Дом обслуживает «%(organisation)s»: направлено по реестру домов.",
    Reason.RULE: "Направлено в «%(organisation)s» по правилу «%(rule)s».",
    Reason.RULE_DESK: "Оставлено на диспетчерской по правилу «%(rule)s».",
    Reason.NOT_CONNECTED: "Отвечает «%(organisation)s», но она ещё не подключена к системе: "
    "свяжитесь с ней сами.",
    Reason.IN_TRIAL: "Отвечает «%(organisation)s», но она пока работает в тестовом режиме: "
    "свяжитесь с ней сами.",
    Reason.SUSPENDED: "Отвечает «%(organisation)s», но её работа в системе приостановлена: "
    "свяжитесь с ней сами.",
    Reason.ENDED: "По реестру домов отвечает «%(organisation)s», но соглашение с ней прекращено: "
    "уточните, кто обслуживает дом.",
    Reason.NO_AGREEMENT: "Отвечает «%(organisation)s», но соглашение с ней не действует: "
    "свяжитесь с ней сами.",
    Reason.NO_MEMBER: "Отвечает «%(organisation)s», но никто из её сотрудников не допущен к "
    "работе в системе: свяжитесь с ней сами.",
    Reason.UNKNOWN_SERVER: "В реестре домов нет организации, которая обслуживает этот дом по "
    "этой теме: решает диспетчер.",
    Reason.NO_HOUSE: "Дом не указан, правила не сработали: решает диспетчер.",
    Reason.NO_RULE: "Ни одно правило не сработало: решает диспетчер.",
}

_STAGE_REASONS: Mapping[str, Reason] = {
    "invited": Reason.NOT_CONNECTED,
    "agreement": Reason.NOT_CONNECTED,
    "training": Reason.NOT_CONNECTED,
    "trial": Reason.IN_TRIAL,
    "suspended": Reason.SUSPENDED,
    "ended": Reason.ENDED,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation as routing sees it."""

    id: int
    name: str
    stage: str
    active_members: int
    agreed: bool = True

    def obstacle(self) -> Reason | None:
        """Why this organisation cannot be sent an appeal now; None when it can."""
        if self.stage != LIVE:
            return _STAGE_REASONS.get(self.stage, Reason.NOT_CONNECTED)
        if not self.agreed:
            return Reason.NO_AGREEMENT
        return Reason.NO_MEMBER if self.active_members < 1 else None


@dataclass(frozen=True, slots=True)
class Served:
    """One line of the matrix for the appeal's house: who gives it this service, and when."""

    service: str
    organisation: Candidate
    since: date | None = None
    until: date | None = None

    def covers(self, service: str, day: date) -> bool:
        """Whether this line holds for the service on that day; `until` is the first day it does
        not."""
        return (
            self.service == service
            and (self.since is None or self.since <= day)
            and (self.until is None or day < self.until)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One ordered rule; an empty condition matches everything.

    `organisation` None keeps the appeal at the desk. `hours` is a local half-open interval and may
    cross midnight; `weekdays` counts Monday as 0.
    """

    id: int
    name: str
    position: int
    organisation: Candidate | None
    categories: frozenset[int] = frozenset()
    services: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    hours: tuple[time, time] | None = None
    emergency: bool | None = None

    def matches(self, facts: Facts) -> bool:
        """Whether every condition of the rule holds for these facts."""
        return (
            (not self.categories or not self.categories.isdisjoint(facts.categories))
            and (not self.services or facts.service in self.services)
            and (not self.districts or facts.district in self.districts)
            and (not self.channels or facts.channel in self.channels)
            and (not self.weekdays or facts.local_at.weekday() in self.weekdays)
            and (self.emergency is None or self.emergency == facts.emergency)
            and (self.hours is None or _within(facts.local_at.time(), self.hours))
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What routing may look at. `categories` is the category with its ancestors; `local_at` is the
    moment of filing in the city's time zone."""

    local_at: datetime
    service: str
    categories: tuple[int, ...] = ()
    house_id: int | None = None
    district: str = ""
    channel: str = "web"
    emergency: bool = False
    matrix: Sequence[Served] = ()
    rules: Sequence[Rule] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the appeal goes: to an organisation, or (None) to the dispatch desk.

    `named_organisation_id` is who should have got it when the desk gets it instead.
    """

    organisation_id: int | None
    reason: Reason
    named_organisation_id: int | None = None
    rule_id: int | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def to_desk(self) -> bool:
        """Whether the city's dispatch desk owns the appeal now."""
        return self.organisation_id is None

    @property
    def sentence(self) -> str:
        """The reason in Russian, ready for the journal."""
        return SENTENCES[self.reason] % self.parameters


def route(facts: Facts) -> Decision:
    """Decide who owns the appeal. Always an answer: an organisation or the desk."""
    if facts.house_id is not None:
        serving = _serving(facts)
        if serving is not None:
            return _hand_to(serving.organisation, Reason.MATRIX)
    for rule in sorted(facts.rules, key=lambda rule: (rule.position, rule.id)):
        if rule.matches(facts):
            return _by_rule(rule)
    if facts.house_id is None:
        return Decision(None, Reason.NO_HOUSE)
    return Decision(None, Reason.UNKNOWN_SERVER if facts.service else Reason.NO_RULE)


def _serving(facts: Facts) -> Served | None:
    """The matrix line in force; of several, one that can act, then the latest contract."""
    day = facts.local_at.date()
    lines = [line for line in facts.matrix if line.covers(facts.service, day)]
    return max(
        lines,
        key=lambda line: (
            line.organisation.obstacle() is None,
            line.since or date.min,
            -line.organisation.id,
        ),
        default=None,
    )


def _by_rule(rule: Rule) -> Decision:
    if rule.organisation is None:
        return Decision(None, Reason.RULE_DESK, rule_id=rule.id, parameters={"rule": rule.name})
    return _hand_to(rule.organisation, Reason.RULE, rule)


def _hand_to(candidate: Candidate, reason: Reason, rule: Rule | None = None) -> Decision:
    """The organisation if it can act, else the desk with the organisation named."""
    parameters = {"organisation": candidate.name, "rule": rule.name if rule else ""}
    rule_id = rule.id if rule else None
    obstacle = candidate.obstacle()
    if obstacle is None:
        return Decision(candidate.id, reason, rule_id=rule_id, parameters=parameters)
    return Decision(None, obstacle, candidate.id, rule_id, parameters)


def _within(clock: time, hours: tuple[time, time]) -> bool:
    opens, closes = hours
    if opens <= closes:
        return opens <= clock < closes
    return clock >= opens or clock < closes
