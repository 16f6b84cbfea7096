"""One organisation for a service of a house on any day; files on their way into the registry."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models
from django.db.models.constraints import Deferrable

from appeals.models.serving import Days

# Of lines that begin on one day the one that appeals went to stays (appeals.routing), the others
# never had a day of their own: they leave the matrix and stand in the record of changes.
KEEP_ONE = """
WITH ranked AS (
    SELECT v.id, row_number() OVER (
        PARTITION BY v.house_id, v.service, v.since
        ORDER BY (o.stage = 'live') DESC, v.until DESC NULLS FIRST, v.organisation_id, v.id) AS place
    FROM appeals_serving v JOIN appeals_organisation o ON o.id = v.organisation_id
), gone AS (
    DELETE FROM appeals_serving v USING ranked r
    WHERE r.id = v.id AND (r.place > 1 OR v.until <= v.since)
    RETURNING v.house_id, v.service, v.organisation_id, v.since, v.until
)
INSERT INTO appeals_settingchange (at, actor_name, subject, before, after, reason)
SELECT now(), '', 'Матрица: ' || h.address || ', ' || g.service,
    coalesce(nullif(o.short_name, ''), o.name) || coalesce(' с ' || to_char(g.since, 'DD.MM.YYYY'), '')
        || coalesce(' по ' || to_char(g.until - 1, 'DD.MM.YYYY'), ''),
    '', 'Запись пересекалась с другой: одну услугу дома в один день даёт одна организация.'
FROM gone g JOIN appeals_house h ON h.id = g.house_id
JOIN appeals_organisation o ON o.id = g.organisation_id
"""
# An older line ends where the next one begins.
END_OLDER = """
UPDATE appeals_serving v SET until = n.following
FROM (
    SELECT id, lead(since) OVER (
        PARTITION BY house_id, service ORDER BY since NULLS FIRST, id) AS following
    FROM appeals_serving
) n
WHERE n.id = v.id AND n.following IS NOT NULL AND (v.until IS NULL OR v.until > n.following)
"""
APPEND_ONLY = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_importrecord FROM %I', 't_' || current_schema());
END $$
"""


def _key() -> tuple[str, models.BigAutoField]:
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("appeals", "0024_trial")]
    operations = [
        migrations.RemoveConstraint(model_name="serving", name="serving_once"),
        migrations.RunSQL(KEEP_ONE, migrations.RunSQL.noop),
        migrations.RunSQL(END_OLDER, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="serving",
            name="ended_why",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddConstraint(
            model_name="serving",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("since__lt", models.F("until")),
                    _connector="OR",
                ),
                name="serving_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="serving",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=Deferrable.IMMEDIATE,
                expressions=[("house", "="), ("service", "="), (Days("since", "until"), "&&")],
                name="serving_one_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="house",
            name="is_placed_by_hand",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="RegistryImport",
            fields=[
                _key(),
                ("kind", models.TextField()),
                ("state", models.TextField(default="columns")),
                ("is_open", models.BooleanField(default=True)),
                ("file_name", models.TextField(verbose_name="файл")),
                ("folder", models.TextField(unique=True, verbose_name="папка с файлами")),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.TextField()),
                ("described", models.TextField(verbose_name="вид файла")),
                ("header", models.JSONField(default=list)),
                ("sample", models.JSONField(default=list, verbose_name="первые строки")),
                ("places", models.JSONField(default=dict, verbose_name="поле → номер столбца")),
                ("options", models.JSONField(default=dict)),
                ("takes_part", models.BooleanField(default=False)),
                ("findings", models.JSONField(default=dict)),
                ("digest", models.TextField(blank=True)),
                ("said", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.TextField(blank=True)),
                ("accepted_by_id", models.BigIntegerField(null=True)),
                ("accepted_by_name", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="registryimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)),
                fields=("is_open",),
                name="import_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="registryimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("is_open", True),
                        ("state__in", ["columns", "checking", "checked", "taking"]),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("is_open", False),
                        ("state__in", ["taken", "dropped", "unreadable"]),
                    ),
                    _connector="OR",
                ),
                name="import_open_or_closed",
            ),
        ),
        migrations.CreateModel(
            name="ImportProblem",
            fields=[
                _key(),
                ("line", models.PositiveIntegerField()),
                ("refuses", models.BooleanField(verbose_name="строка не принята")),
                ("reason", models.TextField()),
                ("column", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
                ("sentence", models.TextField()),
                (
                    "of",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="appeals.registryimport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["of", "refuses", "line", "id"], name="import_problem_order"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="ImportRecord",
            fields=[
                _key(),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.TextField(blank=True)),
                ("kind", models.TextField()),
                ("file_name", models.TextField()),
                ("sha256", models.TextField()),
                ("rows_read", models.PositiveIntegerField()),
                ("rows_taken", models.PositiveIntegerField()),
                ("rows_refused", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=dict)),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
