"""What a record of the journal means for the figures, told by the records before it: one SQL text.

Counting event by event and counting everything anew use the same words, so they cannot disagree.
A step depends on its appeal's earlier records alone, which never change: the order in which steps
are counted does not matter.
"""

from appeals import workflow
from appeals.insight.durations import BUCKET_SQL
from appeals.models import Flow
from appeals.models.event import DONE

# Records that set the clocks anew (actions.clocks.start): a breach before them is history.
_RESTARTS = ("register", "assign", "reopen")
_VERDICTS = ("confirm", "reopen", "callback")


def _listed(values: object) -> str:
    return ", ".join(f"'{value}'" for value in sorted(map(str, values)))  # type: ignore[call-overload]


_OPEN = _listed(workflow.OPEN)
_DONE = _listed(DONE)
_DESK = _listed(workflow.DESK)

# For each measure of Flow: when a step counts. Lists of rows repeat these words
# (appeals.insight.records), and a test compares the two.
MEASURES: dict[str, str] = {
    # Parts of a split appeal are the desk's own, nobody filed them.
    "filed": "kind = 'register' AND parent_id IS NULL",
    "assigned": "kind = 'assign'",
    "accepted": "kind = 'accept'",
    "resolved": "kind = 'resolve'",
    "late": "kind = 'resolve' AND resolve_broken",
    "done": f"status_to IN ({_DONE}) AND status_from NOT IN ({_DONE})",
    "reopened": "kind = 'reopen'",
    "returned": "kind = 'return_to_desk'",
    "rejected": "kind = 'reject'",
    "duplicated": "kind = 'duplicate'",
    "satisfied": "kind = 'confirm' AND actor_role <> 'system'",
    "unanswered": "kind = 'callback' AND result = 'no_answer'",
    "postponed": "kind = 'postpone'",
    "breached": "kind = 'breach'",
    "opened": f"status_to IN ({_OPEN}) AND status_from NOT IN ({_OPEN})",
    "ended": f"status_from IN ({_OPEN}) AND status_to NOT IN ({_OPEN})",
}
STAGES = ("assign", "accept", "crew", "arrive", "resolve", "callback")

# A crew without a connection tells later what it did: waits end by its phone's time, days are the
# journal's. `among` narrows the appeals, `chosen` says which of their steps are counted now.
_STEPS = """
told AS (
    SELECT e.id, e.appeal_id, e.sequence, e.kind, e.status_from, e.status_to, e.at, e.actor_role,
        (e.at AT TIME ZONE %(zone)s)::date AS day,
        coalesce(e.organisation_id, 0) AS holder,
        coalesce(lag(e.organisation_id) OVER so_far, 0) AS was_with,
        coalesce((e.details->>'phone_at')::timestamptz, e.at) AS done_at,
        e.details->>'result' AS result,
        (e.details->>'category_was')::bigint AS category_was,
        max(e.at) FILTER (WHERE e.kind IN ('register', 'reopen')) OVER so_far AS begun_at,
        max(e.at) FILTER (
            WHERE e.kind IN ('register', 'return_to_desk', 'take_back')) OVER so_far AS waiting_at,
        max(e.at) FILTER (WHERE e.kind IN ('assign', 'reopen')) OVER so_far AS handed_at,
        max(e.at) FILTER (WHERE e.kind = 'accept') OVER so_far AS accepted_at,
        max(e.at) FILTER (WHERE e.kind = 'resolve') OVER so_far AS resolved_at,
        max(e.at) FILTER (WHERE e.kind = 'dispatch_crew') OVER so_far AS sent_at,
        max(e.at) FILTER (WHERE e.kind = 'dispatch_crew') OVER before AS crew_before_at,
        max(e.at) FILTER (
            WHERE e.kind IN ({verdicts}) AND e.actor_role IN ({desk})) OVER before AS verdict_before_at,
        coalesce(max(e.sequence) FILTER (WHERE e.kind IN ({restarts})) OVER before, 0) AS restarted,
        max(e.sequence) FILTER (
            WHERE e.kind = 'breach' AND e.details->>'clock' = 'accept') OVER before AS accept_breach,
        max(e.sequence) FILTER (
            WHERE e.kind = 'breach' AND e.details->>'clock' = 'localise') OVER before AS crew_breach,
        max(e.sequence) FILTER (
            WHERE e.kind = 'breach' AND e.details->>'clock' = 'resolve') OVER before AS resolve_breach
    FROM appeals_event e {among}
    WINDOW so_far AS (PARTITION BY e.appeal_id ORDER BY e.sequence),
        before AS (PARTITION BY e.appeal_id ORDER BY e.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
judged AS (
    SELECT told.*, a.district, a.channel, a.category_id, a.parent_id,
        CASE WHEN kind = 'return_to_desk' THEN was_with ELSE holder END AS owner,
        coalesce(resolve_breach > restarted, false) AS resolve_broken,
        CASE
            WHEN kind = 'assign' AND status_from IN ('registered', 'returned')
                AND actor_role <> 'system' THEN 'assign'
            WHEN kind = 'accept' THEN 'accept'
            WHEN kind = 'dispatch_crew' AND accepted_at > coalesce(crew_before_at, '-infinity')
                THEN 'crew'
            WHEN kind = 'arrive' THEN 'arrive'
            WHEN kind = 'resolve' THEN 'resolve'
            WHEN kind IN ({verdicts}) AND actor_role IN ({desk})
                AND resolved_at > coalesce(verdict_before_at, '-infinity') THEN 'callback'
        END AS stage
    FROM told JOIN (
        SELECT id AS of_appeal, district, channel, category_id, parent_id FROM appeals_appeal
        WHERE NOT is_trial
    ) a ON a.of_appeal = told.appeal_id
),
waited AS (
    SELECT day, district, owner, stage, {bucket} AS bucket, broken
    FROM (
        SELECT *,
            done_at - CASE stage WHEN 'assign' THEN waiting_at WHEN 'accept' THEN handed_at
                WHEN 'crew' THEN accepted_at WHEN 'arrive' THEN sent_at
                WHEN 'resolve' THEN begun_at ELSE resolved_at
            END AS spent,
            coalesce(CASE stage WHEN 'accept' THEN accept_breach WHEN 'crew' THEN crew_breach
                WHEN 'resolve' THEN resolve_breach END > restarted, false) AS broken
        FROM judged WHERE stage IS NOT NULL {chosen}
    ) stages WHERE spent IS NOT NULL
),
measured AS (SELECT judged.*, {measures} FROM judged)
"""


def steps(*, among: str = "", chosen: str = "") -> str:
    """The common table expressions `measured` (a row a step) and `waited` (a row a wait).

    `%(zone)s` is the city's time zone.
    """
    measures = ", ".join(
        f"({condition})::integer AS {name}" for name, condition in MEASURES.items()
    )
    return _STEPS.format(
        among=among,
        chosen=chosen,
        measures=measures,
        restarts=_listed(_RESTARTS),
        verdicts=_listed(_VERDICTS),
        desk=_DESK,
        bucket=BUCKET_SQL.format("spent"),
    )


if tuple(MEASURES) != Flow.MEASURES:
    raise AssertionError("each measure has a column, and each column its measure")
