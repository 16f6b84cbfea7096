"""What a change of the rules would have done: the last months' appeals routed once more, on paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from appeals import routing
from appeals.actions.placing import read_rule
from appeals.models import Appeal, Organisation, RoutingRule, Serving
from appeals.numbering import Number
from appeals.routing import Candidate, Facts, Rule
from tenants.isolation import scope

DAYS = 90
# So many of the latest are looked at; a larger city learns the same from them.
MOST = 30_000
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """Appeals that would have gone elsewhere: from whom, to whom, how many, a few numbers."""

    before: str
    after: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many appeals the rules decided, and which of them would have gone elsewhere."""

    total: int
    changed: int
    moved: tuple[Moved, ...]
    is_cut: bool


def rehearse(
    proposed: Sequence[RoutingRule], *, at: datetime, instead: Sequence[RoutingRule] | None = None
) -> Rehearsal:
    """Route the appeals of the last DAYS by the proposed rules and by today's.

    Appeals whose house has a line in the matrix for their service are not looked at: no rule decides
    them. Index `appeal_registered`.
    """
    standing = list(RoutingRule.objects.filter(is_active=True)) if instead is None else instead
    zone = ZoneInfo(scope.require().time_zone)
    candidates = _candidates(at.astimezone(zone).date())
    old, new = ([_rule(rule, candidates) for rule in rules] for rules in (standing, proposed))
    groups: Counter[Facts] = Counter()
    examples: dict[Facts, list[str]] = {}
    rows = _decided_by_rules(at)
    code = scope.require().code
    for year, serial, theme, branch, service, house, district, channel, emergency, filed in rows:
        local = filed.astimezone(zone).replace(second=0, microsecond=0)
        # The same week at the same minute is the same to every rule.
        facts = Facts(
            local_at=local.replace(year=2026, month=11, day=16 + local.weekday(), tzinfo=None),
            service=service,
            categories=tuple(one for one in (theme, branch) if one is not None),
            house_id=house and 1,
            district=district,
            channel=channel,
            emergency=emergency,
        )
        groups[facts] += 1
        known = examples.setdefault(facts, [])
        if len(known) < _EXAMPLES:
            known.append(Number(year, serial).shown(code))
    moved: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], list[str]] = {}
    for facts, count in groups.items():
        before, after = (_led(facts, rules, candidates) for rules in (old, new))
        if before != after:
            moved[(before, after)] += count
            shown.setdefault((before, after), []).extend(examples[facts])
    return Rehearsal(
        total=sum(groups.values()),
        changed=sum(moved.values()),
        moved=tuple(
            Moved(before, after, count, tuple(shown[(before, after)][:_EXAMPLES]))
            for (before, after), count in moved.most_common()
        ),
        is_cut=len(rows) == MOST,
    )


def with_rule(rule: RoutingRule) -> list[RoutingRule]:
    """Today's active rules with this one added or in the place of its older self."""
    others = [one for one in RoutingRule.objects.filter(is_active=True) if one.pk != rule.pk]
    return [*others, rule] if rule.is_active else others


def _decided_by_rules(at: datetime) -> list[tuple]:
    covering = Serving.objects.filter(
        Q(since=None) | Q(since__lte=OuterRef("day")),
        Q(until=None) | Q(until__gt=OuterRef("day")),
        house_id=OuterRef("house_id"),
        service=OuterRef("service"),
    )
    rows = (
        Appeal.objects.filter(registered_at__gte=at - timedelta(days=DAYS))
        .exclude(channel="import")
        .annotate(day=TruncDate("registered_at", tzinfo=ZoneInfo(scope.require().time_zone)))
        .exclude(Exists(covering))
        .order_by("-registered_at")
        .values_list(
            *("year", "serial", "category_id", "category__parent_id", "service", "house_id"),
            *("district", "channel", "is_emergency", "registered_at"),
        )
    )
    return list(rows[:MOST])


def _candidates(day: date) -> dict[int, Candidate]:
    rows = Organisation.objects.annotate(
        staff=Count(
            "members",
            filter=Q(
                members__is_active=True, members__user__is_active=True, members__is_cleared=True
            ),
        )
    )
    return {
        row.pk: Candidate(row.pk, str(row), row.stage, row.staff, row.agreed_on(day))
        for row in rows
    }


def _rule(rule: RoutingRule, candidates: dict[int, Candidate]) -> Rule:
    row = {"id": rule.pk or 0, "name": rule.name, "position": rule.position}
    candidate = candidates.get(rule.organisation_id) if rule.organisation_id else None
    return read_rule(row | {"conditions": rule.conditions}, candidate)


def _led(facts: Facts, rules: Sequence[Rule], candidates: dict[int, Candidate]) -> str:
    """Whom the rules lead these facts to, by name; empty: the desk."""
    decision = routing.route(replace(facts, rules=rules))
    return candidates[decision.organisation_id].name if decision.organisation_id else ""
