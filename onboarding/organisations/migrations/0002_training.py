"""Training: how far people are in their courses, their tests, their certificates."""

import django.db.models.deletion
from django.db import migrations, models

# A certificate is never rewritten and never lost: only its withdrawal is added.
KEPT = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON organisations_certificate FROM %I',
        't_' || current_schema());
    EXECUTE format('GRANT UPDATE (withdrawn_at, withdrawn_by_name, withdrawn_why) '
        'ON organisations_certificate TO %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="CertificateCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(verbose_name="сотрудник")),
                ("course", models.TextField(verbose_name="курс")),
                ("version", models.PositiveSmallIntegerField(verbose_name="версия курса")),
                ("seed", models.TextField()),
                ("questions", models.JSONField(verbose_name="вопросы")),
                ("answers", models.JSONField(default=dict, verbose_name="ответы")),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "score",
                    models.PositiveSmallIntegerField(null=True, verbose_name="верных ответов"),
                ),
                ("is_passed", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["user_id", "course"], name="attempt_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("user_id", "course"),
                        name="attempt_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True),
                                ("is_passed", False),
                                ("score__isnull", True),
                            ),
                            models.Q(("finished_at__isnull", False), ("score__isnull", False)),
                            _connector="OR",
                        ),
                        name="attempt_scored_when_finished",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(verbose_name="сотрудник")),
                ("course", models.TextField(verbose_name="курс")),
                ("version", models.PositiveSmallIntegerField(verbose_name="версия курса")),
                ("until", models.DateTimeField(verbose_name="работает до")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user_id", "course", "version"), name="grace_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(verbose_name="сотрудник")),
                ("day", models.DateField()),
                ("by_name", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user_id", "day"), name="reminder_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Study",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(verbose_name="сотрудник")),
                ("course", models.TextField(verbose_name="курс")),
                ("tasks", models.JSONField(default=dict, verbose_name="задания")),
                ("started_at", models.DateTimeField()),
                ("worked_at", models.DateTimeField()),
                (
                    "seconds",
                    models.PositiveIntegerField(default=0, verbose_name="занимался, секунд"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user_id", "course"), name="study_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(default=14, verbose_name="дней на новый курс"),
                ),
                (
                    "is_asked_of_city",
                    models.BooleanField(
                        default=False, verbose_name="проверка обязательна и для города"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="training_rules_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grace_days__gte", 1), ("grace_days__lte", 90)),
                        name="training_grace_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("code", models.TextField(unique=True)),
                ("user_id", models.BigIntegerField(db_index=True, verbose_name="сотрудник")),
                ("name", models.TextField(verbose_name="имя")),
                ("place", models.TextField(blank=True, verbose_name="организация")),
                ("course", models.TextField(verbose_name="курс")),
                ("version", models.PositiveSmallIntegerField(verbose_name="версия курса")),
                ("score", models.PositiveSmallIntegerField(verbose_name="верных ответов")),
                ("asked", models.PositiveSmallIntegerField(verbose_name="из скольких")),
                ("issued_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by_name", models.TextField(blank=True)),
                ("withdrawn_why", models.TextField(blank=True)),
                (
                    "attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="organisations.attempt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="certificate_number"),
                    models.CheckConstraint(
                        condition=models.Q(("score__lte", models.F("asked"))),
                        name="certificate_score",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_why", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
