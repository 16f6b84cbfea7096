"""Control: callbacks by time, votes, reviews, parts, later dates, how an appeal ended."""

import django.db.models.deletion
from django.db import migrations, models

OPEN = [
    "accepted",
    "assigned",
    "crew_dispatched",
    "needs_information",
    "postponed",
    "registered",
    "reopened",
    "returned",
    "split",
]
# What stands in the city already: an end for closed appeals, a call or a link for finished ones.
EXISTING = [
    "UPDATE appeals_appeal SET outcome = CASE status "
    "WHEN 'archived' THEN 'fixed' WHEN 'rejected' THEN 'refused' ELSE 'duplicate' END "
    "WHERE status IN ('archived', 'rejected', 'duplicate')",
    "UPDATE appeals_appeal a SET callback_at = a.resolved_at WHERE a.status = 'resolved' "
    "AND EXISTS (SELECT FROM appeals_applicant p WHERE p.appeal_id = a.id AND p.phone <> '')",
    "UPDATE appeals_appeal SET vote_since = resolved_at "
    "WHERE status = 'resolved' AND callback_at IS NULL",
]


class Migration(migrations.Migration):
    """Columns, indexes, one table."""

    dependencies = [("appeals", "0005_shifts")]

    operations = [
        migrations.CreateModel(
            name="Postponement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("asked_by_name", models.TextField(blank=True)),
                ("asked_by_role", models.TextField()),
                ("is_approved", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RemoveConstraint(
            model_name="appeal",
            name="appeal_status",
        ),
        migrations.RemoveConstraint(
            model_name="callback",
            name="callback_result",
        ),
        migrations.RemoveIndex(
            model_name="appeal",
            name="appeal_queue",
        ),
        migrations.RemoveIndex(
            model_name="appeal",
            name="appeal_desk",
        ),
        migrations.RemoveIndex(
            model_name="appeal",
            name="appeal_open",
        ),
        migrations.AddField(
            model_name="appeal",
            name="assigned_at",
            field=models.DateTimeField(
                null=True, verbose_name="когда передано нынешнему исполнителю"
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="bounced_seconds",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="appeal",
            name="call_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="appeal",
            name="caller_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="appeal",
            name="caller_name",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="appeal",
            name="outcome",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="appeal",
            name="part",
            field=models.PositiveSmallIntegerField(default=0, db_default=0),
        ),
        migrations.AddField(
            model_name="appeal",
            name="postpone_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="appeal",
            name="question_reminded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="callback",
            name="cause",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="callback",
            name="channel",
            field=models.TextField(db_default="phone", default="phone"),
        ),
        migrations.AddField(
            model_name="callback",
            name="needs_review",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="callback",
            name="operator_name",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="callback",
            name="organisation_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="callback",
            name="reviewed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="callback",
            name="reviewer_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="callback",
            name="reviewer_name",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="appeals.appeal",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(status__in=OPEN),
                fields=["organisation", "next_clock_at", "id"],
                name="appeal_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(status__in=OPEN),
                fields=["status", "next_clock_at", "id"],
                name="appeal_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(status__in=OPEN),
                fields=["next_clock_at", "id"],
                name="appeal_open",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("callback_at__isnull", False), ("status", "resolved")),
                fields=["-callback_promised", "-control_level", "resolved_at", "id"],
                name="appeal_to_call",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("call_until__isnull", False)),
                fields=["caller_id"],
                name="appeal_calls",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("status", "resolved"), ("vote_since__isnull", False)),
                fields=["vote_since"],
                name="appeal_votes",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    ("question_until__isnull", False), ("status", "needs_information")
                ),
                fields=["question_until"],
                name="appeal_questions",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("postponed_until__isnull", False), ("status", "postponed")),
                fields=["postponed_until"],
                name="appeal_postponed",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("postpone_asked_at__isnull", False)),
                fields=["postpone_asked_at", "id"],
                name="appeal_asked",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("arbiter_since__isnull", False), ("status", "returned")),
                fields=["arbiter_since", "id"],
                name="appeal_arbiter",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("controller_id__isnull", False), ("status__in", OPEN)),
                fields=["controller_id", "next_clock_at", "id"],
                name="appeal_controller",
            ),
        ),
        migrations.AddIndex(
            model_name="callback",
            index=models.Index(
                condition=models.Q(("needs_review", True)), fields=["id"], name="callback_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "registered",
                            "assigned",
                            "accepted",
                            "crew_dispatched",
                            "split",
                            "resolved",
                            "confirmed",
                            "archived",
                            "needs_information",
                            "postponed",
                            "rejected",
                            "duplicate",
                            "returned",
                            "reopened",
                        ],
                    )
                ),
                name="appeal_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        ["", "fixed", "refused", "not_confirmed", "not_ours", "duplicate"],
                    )
                ),
                name="appeal_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("result__in", ["satisfied", "not_satisfied", "no_answer", "later"])
                ),
                name="callback_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cause__in", ["", "not_done", "half_done", "again", "rude", "other"])
                ),
                name="callback_cause",
            ),
        ),
        migrations.AddField(
            model_name="postponement",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="postponements",
                to="appeals.appeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="postponement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_approved__isnull", True)),
                fields=("appeal",),
                name="postponement_one_asked",
            ),
        ),
        migrations.RunSQL(EXISTING, migrations.RunSQL.noop),
    ]
