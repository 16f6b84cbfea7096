"""Practice, the gate before live work, and the weekly report.

What came of practice stays; practice itself can be purged, by one function that reaches nothing real.
"""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON organisations_practiceresult, organisations_phonecheck, '
        'organisations_weeksnapshot FROM %I', 't_' || current_schema());
END $$
"""
# Deletes rows and, before them, whatever names them: tables to come are reached without a word here.
# It acts by the rights of whoever calls it; the city's role has none to delete a journal.
DROP_NAMED = """
CREATE FUNCTION drop_named(held regclass, keys bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    link record;
    below bigint[];
BEGIN
    FOR link IN
        SELECT c.conrelid::regclass AS holder, f.attname AS named, p.attname AS own
        FROM pg_constraint c
        JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = c.conkey[1]
        JOIN pg_index i ON i.indrelid = c.conrelid AND i.indisprimary
        JOIN pg_attribute p ON p.attrelid = c.conrelid AND p.attnum = i.indkey[0]
        WHERE c.contype = 'f' AND c.confrelid = held AND c.conrelid <> held
    LOOP
        EXECUTE format('SELECT array_agg(%I::bigint) FROM %s WHERE %I = ANY($1)',
            link.own, link.holder, link.named) INTO below USING keys;
        IF below IS NOT NULL THEN
            PERFORM drop_named(link.holder, below);
        END IF;
    END LOOP;
    EXECUTE format('DELETE FROM %s WHERE %I = ANY($1)', held, (
        SELECT a.attname FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = held AND i.indisprimary)) USING keys;
END $$
"""
# The only way to delete a journal, and of practice alone: the appeals are chosen by `is_trial`,
# which nobody can change, and the journal's own trigger asks for it again.
PURGE_PRACTICE = """
CREATE FUNCTION purge_practice(whose bigint) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    doomed bigint[];
    paths text[];
BEGIN
    SELECT array_agg(a.id) INTO doomed FROM appeals_appeal a
    LEFT JOIN organisations_practice p ON p.appeal_id = a.id
    WHERE a.is_trial AND coalesce(p.organisation_id, a.organisation_id) = whose;
    IF doomed IS NULL THEN
        RETURN ARRAY[]::text[];
    END IF;
    SELECT coalesce(array_agg(path), ARRAY[]::text[]) INTO paths
    FROM appeals_attachment WHERE appeal_id = ANY(doomed);
    PERFORM drop_named('appeals_appeal'::regclass, doomed);
    RETURN paths;
END $$
"""
RIGHTS = """
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION purge_practice(bigint) SET search_path = %I, public, pg_temp',
        current_schema());
    REVOKE EXECUTE ON FUNCTION drop_named(regclass, bigint[]) FROM PUBLIC;
    REVOKE EXECUTE ON FUNCTION purge_practice(bigint) FROM PUBLIC;
    EXECUTE format(
        'GRANT EXECUTE ON FUNCTION purge_practice(bigint) TO %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """Tables, and the purge."""

    dependencies = [("appeals", "0026_training"), ("organisations", "0002_training")]
    operations = [
        migrations.CreateModel(
            name="WeekSnapshot",
            fields=[
                (
                    "week",
                    models.DateField(primary_key=True, serialize=False, verbose_name="понедельник"),
                ),
                ("at", models.DateTimeField()),
                ("rows", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="GateRules",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                (
                    "trained_percent",
                    models.PositiveSmallIntegerField(
                        default=80, verbose_name="обучено сотрудников, %"
                    ),
                ),
                (
                    "practice_least",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="учебных обращений, не меньше"
                    ),
                ),
                (
                    "on_time_percent",
                    models.PositiveSmallIntegerField(default=90, verbose_name="из них в срок, %"),
                ),
                (
                    "certificate_days",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="сертификаты подписи действуют ещё, дней"
                    ),
                ),
                (
                    "phone_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="проверка телефона годится, дней"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="gate_rules_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_time_percent__lte", 100), ("trained_percent__lte", 100)
                        ),
                        name="gate_rules_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="practice",
                        serialize=False,
                        to="appeals.appeal",
                    ),
                ),
                ("plot", models.JSONField(default=dict)),
                ("asked_by", models.TextField(blank=True, verbose_name="кто прислал")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="appeals.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PracticePlan",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="practice_plan",
                        serialize=False,
                        to="appeals.organisation",
                    ),
                ),
                ("per_day", models.PositiveSmallIntegerField(default=0, verbose_name="в день")),
                ("per_night", models.PositiveSmallIntegerField(default=0, verbose_name="ночью")),
                ("sent", models.PositiveIntegerField(default=0)),
                ("kept_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("per_day__lte", 40), ("per_night__lte", 10)),
                        name="practice_plan_is_bearable",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.TextField(verbose_name="телефон")),
                ("at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
                ("is_answered", models.BooleanField(verbose_name="ответили")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phone_checks",
                        to="appeals.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "-at", "-id"], name="phone_check_of")
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.TextField(unique=True, verbose_name="номер")),
                ("theme", models.TextField(verbose_name="тема")),
                ("address", models.TextField(blank=True, verbose_name="адрес")),
                ("received_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField()),
                ("is_on_time", models.BooleanField()),
                ("late", models.JSONField(default=list, verbose_name="что не в срок")),
                (
                    "reopened",
                    models.PositiveSmallIntegerField(default=0, verbose_name="переоткрыто"),
                ),
                ("course", models.JSONField(default=list, verbose_name="ход")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_results",
                        to="appeals.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "finished_at", "id"], name="practice_result_of"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_on_time", True), ("late", [])),
                            models.Q(("is_on_time", False), models.Q(("late", []), _negated=True)),
                            _connector="OR",
                        ),
                        name="practice_late_says_why",
                    )
                ],
            },
        ),
        migrations.RunSQL([KEPT, DROP_NAMED, PURGE_PRACTICE, RIGHTS], migrations.RunSQL.noop),
    ]
