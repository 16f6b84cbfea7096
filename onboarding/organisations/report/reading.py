"""How far each organisation is now: what the report shows and a week's snapshot keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from appeals.models import Organisation
from onboarding.organisations import gate
from onboarding.organisations.gate_facts import gather
from onboarding.organisations.models import GateRules, Step
from onboarding.organisations.today import today


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the report; `missing` are the conditions that are not met, shortly."""

    organisation: int
    name: str
    stage: str
    agreement: str
    agreement_until: date | None
    trained: tuple[int, int]
    practised: tuple[int, int]
    missing: tuple[str, ...]
    started_at: datetime | None = None

    def kept(self) -> dict[str, Any]:
        """As a snapshot keeps it."""
        return {
            "organisation": self.organisation,
            "name": self.name,
            "stage": self.stage,
            "trained": list(self.trained),
            "practised": list(self.practised),
        }


def rows(*, at: datetime) -> list[Row]:
    """Every organisation, in the order of their names; the same few statements however many."""
    organisations = list(Organisation.objects.order_by("name", "pk"))
    facts = gather(organisations, day=today(at))
    rules, started = GateRules.of_city(), _started()
    return [
        Row(
            organisation=one.pk,
            name=str(one),
            stage=one.stage,
            agreement=one.agreement_number,
            agreement_until=one.agreement_until,
            trained=facts[one.pk].trained,
            practised=facts[one.pk].practised,
            missing=tuple(
                f"{each.sentence} ({each.detail})"
                for each in gate.judged(facts[one.pk], rules, at)
                if not each.is_met
            )
            if one.stage not in ("live", "ended")
            else (),
            started_at=started.get(one.pk),
        )
        for one in organisations
    ]


def _started() -> Mapping[int, datetime]:
    """When each began live work, by its course of events."""
    begun = Step.objects.filter(what__in=["started", "started_early"]).order_by("at")
    return dict(begun.values_list("organisation_id", "at"))
