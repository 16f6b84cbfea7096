"""The statutory appeal under 59-ФЗ: its case, its registration numbers, its official letters."""

import django.db.models.deletion
from django.db import migrations, models

# What was signed and sent is never changed.
KEEP = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_officialletter FROM %I',
                   't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """Columns, three tables, a right taken away."""

    dependencies = [("appeals", "0015_filing")]

    operations = [
        migrations.CreateModel(
            name="OfficialLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("text", models.TextField()),
                ("signed_by", models.TextField()),
                ("position", models.TextField(blank=True)),
                ("addressee", models.TextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField()),
                ("author_id", models.BigIntegerField(null=True)),
                ("author_name", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RegistrationCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StatutoryCase",
            fields=[
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="statutory",
                        serialize=False,
                        to="appeals.appeal",
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("registered_at", models.DateTimeField(null=True)),
                ("registered_by_id", models.BigIntegerField(null=True)),
                ("registered_by_name", models.TextField(blank=True)),
                ("register_by", models.DateTimeField()),
                ("forward_by", models.DateTimeField()),
                ("consider_by", models.DateTimeField()),
                ("terms", models.JSONField(default=dict)),
                ("extended_days", models.PositiveSmallIntegerField(default=0)),
                ("clock", models.TextField(default="register")),
                ("due_at", models.DateTimeField(null=True)),
                ("watch_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ending", models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name="appeal",
            name="answer_owed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="applicant",
            name="answer_address",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="адрес для ответа"
            ),
        ),
        migrations.AddField(
            model_name="policy",
            name="identity_place",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                verbose_name="где и когда подтверждаем личность",
            ),
        ),
        migrations.AddField(
            model_name="policy",
            name="registers_at_once",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="регистрируем сразу при подаче"
            ),
        ),
        migrations.AddField(
            model_name="policy",
            name="statutory_level",
            field=models.PositiveSmallIntegerField(
                db_default=2,
                default=2,
                verbose_name="обращение по 59-ФЗ принимаем с уровня личности",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("regime__in", ["request", "statutory"])),
                name="appeal_regime_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["archived", "duplicate", "rejected"]), _negated=True),
                    ("answer_owed", False),
                    _connector="OR",
                ),
                name="appeal_closed_is_answered",
            ),
        ),
        migrations.AddField(
            model_name="officialletter",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="appeals.appeal",
            ),
        ),
        migrations.AddIndex(
            model_name="statutorycase",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["clock", "due_at", "appeal"],
                name="case_due",
            ),
        ),
        migrations.AddIndex(
            model_name="statutorycase",
            index=models.Index(
                condition=models.Q(("watch_at__isnull", False)),
                fields=["watch_at"],
                name="case_watch",
            ),
        ),
        migrations.AddIndex(
            model_name="statutorycase",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)),
                fields=["-ended_at", "-appeal"],
                name="case_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutorycase",
            constraint=models.UniqueConstraint(fields=("year", "serial"), name="case_number"),
        ),
        migrations.AddConstraint(
            model_name="statutorycase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("registered_at__isnull", True),
                        ("serial__isnull", True),
                        ("year__isnull", True),
                    ),
                    models.Q(
                        ("registered_at__isnull", False),
                        ("serial__isnull", False),
                        ("year__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_number_at_registration",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutorycase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ending", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ending__in", ["answered", "forwarded", "withdrawn"]),
                    ),
                    _connector="OR",
                ),
                name="case_ends_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["answer", "extension", "forwarding", "regime"])),
                name="letter_kind_known",
            ),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
