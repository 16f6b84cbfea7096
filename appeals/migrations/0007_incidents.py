"""Mass incidents and the outage register."""

import django.db.models.deletion
from django.db import migrations, models

# What was told stays told: rights come first, and the city's role has none to change it.
KEEP_UPDATES = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_incidentupdate FROM %I',
                   't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """Incidents, their houses and updates; the register of outages; where a house is heated from."""

    dependencies = [
        ("appeals", "0006_control"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentHouse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.TextField(default="without")),
                ("since", models.DateTimeField()),
                ("restored_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("line", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="IncidentUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("forecast_at", models.DateTimeField(null=True)),
                ("house_ids", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("service", models.TextField()),
                ("reason", models.TextField()),
                ("public_words", models.TextField(blank=True)),
                ("places", models.TextField(blank=True)),
                ("house_count", models.PositiveIntegerField(default=0)),
                ("starts_at", models.DateTimeField()),
                ("forecast_at", models.DateTimeField(null=True)),
                ("forecast_told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("author_id", models.BigIntegerField(null=True)),
                ("author_name", models.TextField(blank=True)),
                ("outside_key", models.TextField(null=True, unique=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="OutageHouse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="house",
            name="heat_line",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="тепловой источник, магистраль"
            ),
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.PositiveIntegerField(unique=True)),
                ("service", models.TextField()),
                ("title", models.TextField()),
                ("state", models.TextField(default="open")),
                ("by_rule", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("started_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField()),
                ("localised_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("forecast_at", models.DateTimeField(null=True)),
                ("forecast_told_at", models.DateTimeField(null=True)),
                ("localise_by", models.DateTimeField(null=True)),
                ("resolve_by", models.DateTimeField(null=True)),
                ("terms", models.JSONField(default=dict)),
                ("house_count", models.PositiveIntegerField(default=0)),
                ("appeal_count", models.PositiveIntegerField(default=0)),
                ("author_id", models.BigIntegerField(null=True)),
                ("author_name", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="appeals.category"
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="appeals.incident",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="appeals.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="appeal",
            name="incident",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="appeals.incident",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("incident__isnull", False)),
                fields=["incident", "id"],
                name="appeal_incident",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "accepted",
                            "assigned",
                            "crew_dispatched",
                            "needs_information",
                            "postponed",
                            "registered",
                            "reopened",
                            "returned",
                            "split",
                        ],
                    ),
                    ("incident__isnull", True),
                    models.Q(("service", ""), _negated=True),
                ),
                fields=["service", "registered_at"],
                name="appeal_wave",
            ),
        ),
        migrations.AddField(
            model_name="incidenthouse",
            name="house",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="appeals.house"
            ),
        ),
        migrations.AddField(
            model_name="incidenthouse",
            name="incident",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="houses",
                to="appeals.incident",
            ),
        ),
        migrations.AddField(
            model_name="incidentupdate",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="updates",
                to="appeals.incident",
            ),
        ),
        migrations.AddField(
            model_name="outage",
            name="incident",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outage",
                to="appeals.incident",
            ),
        ),
        migrations.AddField(
            model_name="outage",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outages",
                to="appeals.organisation",
            ),
        ),
        migrations.AddField(
            model_name="outagehouse",
            name="house",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outages",
                to="appeals.house",
            ),
        ),
        migrations.AddField(
            model_name="outagehouse",
            name="outage",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="houses",
                to="appeals.outage",
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["service", "-opened_at"],
                name="incident_open",
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["-opened_at", "-id"], name="incident_latest"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "closed", "dismissed"])),
                name="incident_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), ("closed_at__isnull", False), _connector="OR"
                ),
                name="incident_closed_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="incidenthouse",
            index=models.Index(fields=["incident", "latitude"], name="incident_house_place"),
        ),
        migrations.AddIndex(
            model_name="incidenthouse",
            index=models.Index(
                condition=models.Q(("line", ""), _negated=True),
                fields=["incident", "line"],
                name="incident_house_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidenthouse",
            constraint=models.UniqueConstraint(
                fields=("incident", "house"), name="incident_house_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidenthouse",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["without", "restored"])),
                name="incident_house_state",
            ),
        ),
        migrations.AddIndex(
            model_name="outage",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["starts_at", "id"],
                name="outage_open",
            ),
        ),
        migrations.AddIndex(
            model_name="outage",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)),
                fields=["-ended_at", "-id"],
                name="outage_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["emergency", "planned", "yearly"])),
                name="outage_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("ended_at__gte", models.F("starts_at")),
                    _connector="OR",
                ),
                name="outage_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="outagehouse",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["house"],
                name="outage_house_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="outagehouse",
            constraint=models.UniqueConstraint(
                fields=("outage", "house"), name="outage_house_once"
            ),
        ),
        migrations.RunSQL(KEEP_UPDATES, migrations.RunSQL.noop),
    ]
