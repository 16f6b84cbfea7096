"""Handovers of the shift, habits of the desk, and the indexes behind the board and the rail."""

from django.db import migrations, models

import appeals.workflow

# A signed paper stays as it is: the city may add the second signature or the withdrawal, no more.
KEEP_HANDOVERS = """
DO $$ DECLARE city text := 't_' || current_schema(); BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_handover FROM %I', city);
    EXECUTE format('GRANT UPDATE (taken_by_id, taken_by_name, taken_at, remark, until, withdrawn_at) '
        'ON appeals_handover TO %I', city);
END $$
"""
# Themes that were planted before there was a sound: as `catalogue.starter` plants them now.
ALARMS = """
UPDATE appeals_category SET alarm_minutes = CASE terms->>'accept'
    WHEN 'start_accept_emergency' THEN 5 WHEN 'start_accept' THEN 60 ELSE 0 END
"""


class Migration(migrations.Migration):
    """Two tables, one column, five indexes."""

    dependencies = [("appeals", "0004_calls")]

    operations = [
        migrations.CreateModel(
            name="Habit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(unique=True, verbose_name="сотрудник")),
                ("has_sound", models.BooleanField(default=True, verbose_name="звук о непринятых")),
                (
                    "has_single_keys",
                    models.BooleanField(default=True, verbose_name="действия одной клавишей"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_by_id", models.BigIntegerField()),
                ("given_by_name", models.TextField()),
                ("given_at", models.DateTimeField()),
                ("given_to_id", models.BigIntegerField()),
                ("given_to_name", models.TextField()),
                ("words", models.TextField(blank=True, verbose_name="на словах")),
                ("snapshot", models.JSONField(default=dict)),
                ("taken_by_id", models.BigIntegerField(null=True)),
                ("taken_by_name", models.TextField(blank=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="appeal",
            name="heeded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ACCEPTED"],
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["CREW_DISPATCHED"],
                            appeals.workflow.Status["NEEDS_INFORMATION"],
                            appeals.workflow.Status["POSTPONED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RESOLVED"],
                            appeals.workflow.Status["RETURNED"],
                            appeals.workflow.Status["SPLIT"],
                        ],
                    )
                ),
                fields=["status", "status_at", "next_clock_at"],
                name="appeal_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ACCEPTED"],
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["CREW_DISPATCHED"],
                            appeals.workflow.Status["NEEDS_INFORMATION"],
                            appeals.workflow.Status["POSTPONED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RETURNED"],
                            appeals.workflow.Status["SPLIT"],
                        ],
                    )
                ),
                fields=["sector", "next_clock_at", "id"],
                name="appeal_sector",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    ("control_level__gt", 0),
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ACCEPTED"],
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["CREW_DISPATCHED"],
                            appeals.workflow.Status["NEEDS_INFORMATION"],
                            appeals.workflow.Status["POSTPONED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RETURNED"],
                            appeals.workflow.Status["SPLIT"],
                        ],
                    ),
                ),
                fields=["next_clock_at", "id"],
                name="appeal_strict",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    ("operator_id__isnull", False),
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ACCEPTED"],
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["CREW_DISPATCHED"],
                            appeals.workflow.Status["NEEDS_INFORMATION"],
                            appeals.workflow.Status["POSTPONED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RETURNED"],
                            appeals.workflow.Status["SPLIT"],
                        ],
                    ),
                ),
                fields=["operator_id", "next_clock_at", "id"],
                name="appeal_operator",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RETURNED"],
                        ],
                    )
                ),
                fields=["status_at"],
                name="appeal_unaccepted",
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=models.Q(("taken_at__isnull", False)),
                fields=["-taken_at"],
                name="handover_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_at__isnull", True), ("withdrawn_at__isnull", True)),
                fields=("given_by_id",),
                name="handover_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                ),
                name="handover_one_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_by_id__isnull", True),
                    models.Q(("taken_by_id", models.F("given_by_id")), _negated=True),
                    _connector="OR",
                ),
                name="handover_two_people",
            ),
        ),
        migrations.RunSQL([KEEP_HANDOVERS, ALARMS], migrations.RunSQL.noop),
    ]
