"""The administration's figures: rollups of days and months, indexes of the records they count."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0009_crews"),
    ]

    operations = [
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(unique=True)),
                ("inhabitants", models.PositiveIntegerField(null=True)),
                ("source", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Flow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grain", models.TextField()),
                ("start", models.DateField()),
                ("cut", models.TextField()),
                ("value", models.TextField(blank=True)),
                ("district", models.TextField(blank=True)),
                ("filed", models.IntegerField(default=0)),
                ("assigned", models.IntegerField(default=0)),
                ("accepted", models.IntegerField(default=0)),
                ("resolved", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0, verbose_name="сделано с нарушением срока")),
                ("done", models.IntegerField(default=0, verbose_name="подтверждено или закрыто")),
                ("reopened", models.IntegerField(default=0)),
                ("returned", models.IntegerField(default=0)),
                ("rejected", models.IntegerField(default=0)),
                ("duplicated", models.IntegerField(default=0)),
                ("satisfied", models.IntegerField(default=0)),
                ("unanswered", models.IntegerField(default=0)),
                ("postponed", models.IntegerField(default=0)),
                ("breached", models.IntegerField(default=0)),
                ("opened", models.IntegerField(default=0)),
                ("ended", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WaitDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("cut", models.TextField()),
                ("value", models.TextField(blank=True)),
                ("stage", models.TextField()),
                (
                    "buckets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                ("late", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WaitMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("cut", models.TextField()),
                ("value", models.TextField(blank=True)),
                ("stage", models.TextField()),
                ("bucket", models.SmallIntegerField()),
                ("total", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "accept",
                            "assign",
                            "breach",
                            "callback",
                            "confirm",
                            "dispatch_crew",
                            "duplicate",
                            "postpone",
                            "register",
                            "reject",
                            "reopen",
                            "resolve",
                            "return_to_desk",
                        ],
                    )
                ),
                fields=["kind", "at", "id"],
                name="event_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "accept",
                            "assign",
                            "breach",
                            "callback",
                            "confirm",
                            "dispatch_crew",
                            "duplicate",
                            "postpone",
                            "register",
                            "reject",
                            "reopen",
                            "resolve",
                            "return_to_desk",
                        ],
                    ),
                    ("organisation_id__isnull", False),
                ),
                fields=["organisation_id", "kind", "at", "id"],
                name="event_holder",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    ("status_to__in", ["archived", "confirmed"]),
                    models.Q(("status_from__in", ["archived", "confirmed"]), _negated=True),
                ),
                fields=["at", "id"],
                name="event_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="flow",
            constraint=models.UniqueConstraint(
                fields=("grain", "cut", "start", "value", "district"), name="flow_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="flow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grain__in", ["day", "month"]),
                    ("cut__in", ["organisation", "category", "channel"]),
                ),
                name="flow_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitday",
            constraint=models.UniqueConstraint(
                fields=("cut", "stage", "day", "value"), name="wait_day_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="waitmonth",
            constraint=models.UniqueConstraint(
                fields=("cut", "stage", "month", "value", "bucket"), name="wait_month_once"
            ),
        ),
    ]
