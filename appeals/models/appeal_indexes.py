"""The indexes of the appeals: one a list, and what each costs a filing."""

from django.db import models
from django.db.models import Q

from appeals import workflow

_OPEN = sorted(workflow.OPEN)
_STANDING = sorted(workflow.OPEN | {workflow.Status.RESOLVED})
_UNACCEPTED = sorted(workflow.UNACCEPTED)

# A filing writes every index whose condition it meets: foreign keys have none of their own
# where a list's index begins with them, or where nobody asks from the other side.
INDEXES = [
    models.Index(
        fields=["merged_into"],
        name="appeal_duplicates",
        condition=Q(merged_into__isnull=False),
    ),
    models.Index(fields=["parent"], name="appeal_children", condition=Q(parent__isnull=False)),
    models.Index(fields=["organisation"], name="appeal_trial", condition=Q(is_trial=True)),
    models.Index(fields=["call"], name="appeal_call", condition=Q(call__isnull=False)),
    models.Index(
        fields=["organisation", "next_clock_at", "id"],
        name="appeal_queue",
        condition=Q(status__in=_OPEN),
    ),
    models.Index(
        fields=["crew", "next_clock_at", "id"],
        name="appeal_crew",
        condition=Q(status__in=_OPEN, crew__isnull=False),
    ),
    models.Index(
        fields=["status", "next_clock_at", "id"],
        name="appeal_desk",
        condition=Q(status__in=_OPEN),
    ),
    models.Index(
        fields=["next_clock_at", "id"],
        name="appeal_open",
        condition=Q(status__in=_OPEN),
    ),
    models.Index(fields=["watch_at"], name="appeal_watch", condition=Q(watch_at__isnull=False)),
    models.Index(
        fields=["-control_level", "resolved_at", "id"],
        name="appeal_callbacks",
        condition=Q(status="resolved"),
    ),
    models.Index(
        fields=["-callback_promised", "-control_level", "resolved_at", "id"],
        name="appeal_to_call",
        condition=Q(status="resolved", callback_at__isnull=False),
    ),
    models.Index(fields=["caller_id"], name="appeal_calls", condition=Q(call_until__isnull=False)),
    models.Index(
        fields=["vote_since"],
        name="appeal_votes",
        condition=Q(status="resolved", vote_since__isnull=False),
    ),
    models.Index(
        fields=["question_until"],
        name="appeal_questions",
        condition=Q(status="needs_information", question_until__isnull=False),
    ),
    models.Index(
        fields=["postponed_until"],
        name="appeal_postponed",
        condition=Q(status="postponed", postponed_until__isnull=False),
    ),
    models.Index(
        fields=["postpone_asked_at", "id"],
        name="appeal_asked",
        condition=Q(postpone_asked_at__isnull=False),
    ),
    models.Index(
        fields=["arbiter_since", "id"],
        name="appeal_arbiter",
        condition=Q(status="returned", arbiter_since__isnull=False),
    ),
    models.Index(
        fields=["controller_id", "next_clock_at", "id"],
        name="appeal_controller",
        condition=Q(controller_id__isnull=False, status__in=_OPEN),
    ),
    models.Index(fields=["status_at"], name="appeal_confirmed", condition=Q(status="confirmed")),
    models.Index(fields=["-status_at", "-id"], name="appeal_feed", condition=Q(is_public=True)),
    models.Index(fields=["organisation", "-status_at", "-id"], name="appeal_done"),
    models.Index(fields=["house", "-registered_at"], name="appeal_house"),
    models.Index(
        fields=["organisation", "outside_number"],
        name="appeal_outside_number",
        condition=~Q(outside_number=""),
    ),
    models.Index(fields=["-registered_at", "-id"], name="appeal_registered"),
    # The map: which appeals of a rectangle it shows is told by the index alone.
    models.Index(
        fields=["qk"],
        name="appeal_qk",
        include=[
            "id",
            "status_at",
            "registered_at",
            "category",
            "status",
            "control_level",
            "is_public",
        ],
        condition=Q(qk__isnull=False),
    ),
    models.Index(
        fields=["incident", "id"],
        name="appeal_incident",
        condition=Q(incident__isnull=False),
    ),
    # What may become an incident: open ones of a service, of the last minutes.
    models.Index(
        fields=["service", "registered_at"],
        name="appeal_wave",
        condition=Q(status__in=_OPEN) & Q(incident__isnull=True) & ~Q(service=""),
    ),
    models.Index(
        fields=["category", "qk"],
        name="appeal_near",
        condition=Q(status__in=_OPEN, qk__isnull=False),
    ),
    # The oldest of a state, and what came into a state since a moment.
    models.Index(
        fields=["status", "status_at", "next_clock_at"],
        name="appeal_standing",
        condition=Q(status__in=_STANDING),
    ),
    models.Index(
        fields=["sector", "next_clock_at", "id"],
        name="appeal_sector",
        condition=Q(status__in=_OPEN),
    ),
    models.Index(
        fields=["next_clock_at", "id"],
        name="appeal_strict",
        condition=Q(status__in=_OPEN, control_level__gt=0),
    ),
    models.Index(
        fields=["organisation", "next_clock_at", "id"],
        name="appeal_queue_strict",
        condition=Q(status__in=_OPEN, control_level__gt=0),
    ),
    models.Index(
        fields=["operator_id", "next_clock_at", "id"],
        name="appeal_operator",
        condition=Q(status__in=_OPEN, operator_id__isnull=False),
    ),
    models.Index(
        fields=["status_at"],
        name="appeal_unaccepted",
        condition=Q(status__in=_UNACCEPTED),
    ),
    # Called done, and the neighbours say it is not: a handful at a time.
    models.Index(
        fields=["doubted_at", "id"],
        name="appeal_doubted",
        condition=Q(doubted_at__isnull=False),
    ),
]
