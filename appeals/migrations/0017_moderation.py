"""What the city hides, edits, blocks; what neighbours doubt; what visitors complain about."""

import django.db.models.deletion
from django.db import migrations, models

# The history of moderation is append-only, like the journal.
KEEP_HISTORY = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_moderation FROM %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0016_statute")]

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("digest", models.TextField()),
                ("shown", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("comment", models.TextField(blank=True, verbose_name="для своих")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.TextField(blank=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by_name", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("key", models.TextField()),
                ("at", models.DateTimeField()),
                ("decision", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("key", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Moderation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.TextField()),
                ("how", models.TextField()),
                ("sequence", models.PositiveIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("comment", models.TextField(blank=True, verbose_name="для своих")),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Sender",
            fields=[
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sender",
                        serialize=False,
                        to="appeals.appeal",
                    ),
                ),
                ("browser", models.TextField(blank=True)),
                ("network", models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name="appeal",
            name="doubt_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="appeal",
            name="doubted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="appeal",
            name="moderated",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="attachment",
            name="hidden_why",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="policy",
            name="doubts_to_check",
            field=models.PositiveSmallIntegerField(
                db_default=3, default=3, verbose_name="соседей, чтобы проверить"
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("doubted_at__isnull", False)),
                fields=["doubted_at", "id"],
                name="appeal_doubted",
            ),
        ),
        migrations.AddField(
            model_name="block",
            name="appeal",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="complaints",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="attachment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="appeals.attachment",
            ),
        ),
        migrations.AddField(
            model_name="doubt",
            name="appeal",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="doubts",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="moderation",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moderations",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="moderation",
            name="attachment",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                to="appeals.attachment",
            ),
        ),
        migrations.AddIndex(
            model_name="block",
            index=models.Index(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=["digest"],
                name="block_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["phone", "email", "browser", "network"])),
                name="block_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="block_ends_after_start"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", True)),
                fields=["at", "id"],
                name="complaint_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("appeal", "attachment", "key"),
                name="complaint_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["", "changed", "left"])),
                name="complaint_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.UniqueConstraint(
                fields=("appeal", "round", "key"), name="doubt_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["text", "words", "photo", "whole"])),
                name="moderation_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["hide", "edit", "show"])), name="moderation_how"
            ),
        ),
        migrations.RunSQL(KEEP_HISTORY, migrations.RunSQL.noop),
    ]
