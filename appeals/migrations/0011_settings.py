"""The city's own settings: notices, days of the calendar, the record of changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0010_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.TextField(blank=True)),
                ("subject", models.TextField(verbose_name="что изменено")),
                ("before", models.TextField(blank=True, verbose_name="было")),
                ("after", models.TextField(blank=True, verbose_name="стало")),
                ("reason", models.TextField(blank=True, verbose_name="почему")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="CityDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="день")),
                (
                    "kind",
                    models.TextField(
                        choices=[("off", "нерабочий"), ("on", "рабочий"), ("short", "короткий")],
                        verbose_name="какой",
                    ),
                ),
                ("source", models.TextField(verbose_name="основание")),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["off", "on", "short"])),
                        name="city_day_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="текст")),
                ("district", models.TextField(blank=True, verbose_name="район")),
                ("starts_at", models.DateTimeField(verbose_name="показывать с")),
                ("ends_at", models.DateTimeField(verbose_name="показывать до")),
                ("author_id", models.BigIntegerField(null=True)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="appeals.category",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "indexes": [models.Index(fields=["ends_at"], name="notice_shown")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="notice_lasts",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(fields=["-registered_at", "-id"], name="appeal_registered"),
        ),
        # What was decided stays written: the city's role adds lines and changes none.
        migrations.RunSQL(
            """
            DO $$ BEGIN
                EXECUTE format('REVOKE UPDATE, DELETE ON appeals_settingchange FROM %I',
                    't_' || current_schema());
            END $$
            """,
            migrations.RunSQL.noop,
        ),
    ]
