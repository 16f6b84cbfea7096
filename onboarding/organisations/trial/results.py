"""What came of practice: a result for each appeal that is done with, kept when the practice is gone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import translation

from appeals import labels, workflow
from appeals.models import Appeal, Event
from appeals.workflow import Status
from onboarding.organisations.models import PracticeResult
from onboarding.organisations.trial.grading import Facts, late

# The organisation has done its part: the rest is the resident's.
_DONE = frozenset({Status.RESOLVED, Status.CONFIRMED}) | workflow.CLOSED


def keep(appeal_ids: Collection[int], *, at: datetime) -> int:
    """Write down what came of these, each once; how many were written."""
    known = Appeal.everything.filter(is_trial=True, pk__in=appeal_ids)
    appeals = list(known.select_related("category", "practice").order_by("serial"))
    told = read(appeals)
    fresh = [
        PracticeResult(
            organisation_id=appeal.practice.organisation_id,
            number=appeal.number,
            theme=appeal.category.name,
            address=appeal.address,
            received_at=appeal.registered_at,
            finished_at=at,
            is_on_time=not late(facts),
            late=late(facts),
            reopened=appeal.reopened_count,
            course=_course(events),
        )
        for appeal, (facts, events) in zip(appeals, told, strict=True)
    ]
    there = PracticeResult.objects.filter(number__in=[one.number for one in fresh])
    numbers = set(there.values_list("number", flat=True))
    wanted = [one for one in fresh if one.number not in numbers]
    PracticeResult.objects.bulk_create(wanted, ignore_conflicts=True)
    return len(wanted)


def settled(organisation_id: int) -> list[int]:
    """Practice that says something already: the work was called done, or a term was missed."""
    own = Appeal.everything.filter(is_trial=True, practice__organisation=organisation_id)
    return [
        pk
        for pk, status, breached, reopened in own.values_list(
            "pk", "status", "breached", "reopened_count"
        )
        if breached or reopened or status in _DONE
    ]


def read(appeals: Iterable[Appeal]) -> list[tuple[Facts, list[Event]]]:
    """The facts of each and its journal; one statement however many they are."""
    appeals = list(appeals)
    journals: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(appeal__in=appeals).order_by("appeal_id", "sequence"):
        journals[event.appeal_id].append(event)
    return [(_facts(appeal, journals[appeal.pk]), journals[appeal.pk]) for appeal in appeals]


def _facts(appeal: Appeal, events: Iterable[Event]) -> Facts:
    breaches, rounds = [], 0
    for event in events:
        rounds += event.kind == "reopen"
        if event.kind == "breach":
            breaches.append((str(event.details["clock"]), rounds))
    return Facts(
        breaches=breaches,
        rounds=rounds,
        accept_from=max(appeal.assigned_at or appeal.clocks_from, appeal.clocks_from),
        work_from=appeal.clocks_from,
        accepted_at=appeal.accepted_at,
        resolved_at=appeal.resolved_at,
        spans={clock: term["span"] for clock, term in appeal.terms.items()},
    )


def _told(event: Event) -> str:
    """What happened, in a few words; of a breach, which term."""
    what = str(labels.EVENTS.get(event.kind, event.kind))
    clock = str(labels.CLOCKS.get(event.details.get("clock", ""), ""))
    return f"{what}: {clock.lower()}" if clock else what


def _course(events: Iterable[Event]) -> list[dict[str, str]]:
    """The journal as it is read when the appeal is gone: when, what, in whose words."""
    with translation.override("ru"):
        return [
            {
                "at": event.at.isoformat(),
                "what": _told(event),
                "words": str(event.details.get("comment", "")),
                "tone": "breach" if event.kind == "breach" else "",
            }
            for event in events
        ]
