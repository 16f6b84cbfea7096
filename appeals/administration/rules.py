"""The city's ordered rules of routing: they decide where the house × service matrix is silent."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Organisation, RoutingRule
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A rule as the screen gives it; an empty condition matches everything."""

    name: str
    organisation: Organisation | None = None
    categories: tuple[int, ...] = ()
    services: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    emergency: bool | None = None
    is_active: bool = field(default=True)

    def conditions(self) -> dict[str, Any]:
        """What must hold, as it is kept."""
        told: dict[str, Any] = {
            "categories": list(self.categories),
            "services": list(self.services),
            "districts": list(self.districts),
            "channels": list(self.channels),
            "weekdays": list(self.weekdays),
        }
        if self.hours:
            told["hours"] = [moment.isoformat("minutes") for moment in self.hours]
        if self.emergency is not None:
            told["emergency"] = self.emergency
        return {name: value for name, value in told.items() if value or value is False}


@whole
def save_rule(draft: Draft, *, rule_id: int | None = None, by: Actor, at: datetime) -> RoutingRule:
    """Add a rule at the end, or change one where it stands.

    Raises:
        BadInput: no name, hours that are no interval, or a rule for everything before others.
    """
    check(draft)
    if rule_id is None:
        last = RoutingRule.objects.aggregate(last=Max("position"))["last"]
        rule = RoutingRule(position=0 if last is None else last + 1)
        before = ""
    else:
        rule = RoutingRule.objects.select_for_update().get(pk=rule_id)
        before = described(rule)
    rule.name = draft.name.strip()
    rule.organisation = draft.organisation
    rule.conditions = draft.conditions()
    rule.is_active = draft.is_active
    rule.save()
    changes.record(
        _("Правило «%(name)s»") % {"name": rule.name},
        by=by,
        at=at,
        before=before,
        after=described(rule),
    )
    return rule


def check(draft: Draft) -> None:
    """Whether the rule can be taken.

    Raises:
        BadInput
    """
    wrong: dict[str, str] = {}
    if not draft.name.strip():
        wrong["name"] = "Назовите правило: его имя останется на обращении."
    if draft.hours and draft.hours[0] == draft.hours[1]:
        wrong["opens"] = (
            "Начало и конец совпадают. Оставьте часы пустыми, если правило круглые сутки."
        )
    if not draft.conditions():
        wrong["name"] = "Задайте хотя бы одно условие: иначе правило заберёт все обращения."
    if wrong:
        raise BadInput(wrong)


@whole
def remove_rule(rule_id: int, *, by: Actor, at: datetime) -> None:
    """Take a rule out; appeals that it led keep its number."""
    rule = RoutingRule.objects.select_for_update().get(pk=rule_id)
    changes.record(
        _("Правило «%(name)s»") % {"name": rule.name},
        by=by,
        at=at,
        before=described(rule),
        after=_("удалено"),
    )
    rule.delete()


@whole
def shift_rule(rule_id: int, *, up: bool, by: Actor, at: datetime) -> None:
    """Move a rule one place up or down; at the edge it stays."""
    rules = list(RoutingRule.objects.select_for_update().order_by("position", "id"))
    place = next(index for index, rule in enumerate(rules) if rule.pk == rule_id)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rules):
        return
    rules[place], rules[other] = rules[other], rules[place]
    for position, rule in enumerate(rules):
        rule.position = position
    RoutingRule.objects.bulk_update(rules, ["position"])
    changes.record(
        _("Порядок правил"),
        by=by,
        at=at,
        before="",
        after=", ".join(rule.name for rule in rules),
    )


def described(rule: RoutingRule) -> str:
    """A rule in words, for the record of changes."""
    to = str(rule.organisation) if rule.organisation else _("диспетчерская")
    state = "" if rule.is_active else _(" (выключено)")
    conditions = ", ".join(f"{name}={value}" for name, value in sorted(rule.conditions.items()))
    return f"{conditions} → {to}{state}"
