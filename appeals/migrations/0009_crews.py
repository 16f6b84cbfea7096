"""What crews' phones tell: kept under the phone's own key, never changed."""

import django.db.models.deletion
from django.db import migrations, models

REVOKE = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_crewaction FROM %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0008_organisations")]

    operations = [
        migrations.AddField("appeal", "set_out_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="CrewAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("kind", models.TextField()),
                ("is_report", models.BooleanField(default=False)),
                ("user_id", models.BigIntegerField()),
                ("crew_id", models.BigIntegerField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("answer", models.JSONField(default=dict)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crew_actions",
                        to="appeals.appeal",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddIndex(
            "appeal",
            models.Index(
                fields=["crew", "next_clock_at", "id"],
                name="appeal_crew",
                condition=models.Q(
                    status__in=[
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
                ),
            ),
        ),
        migrations.RunSQL(REVOKE, migrations.RunSQL.noop),
    ]
