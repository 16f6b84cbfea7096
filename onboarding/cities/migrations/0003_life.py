"""Own domains."""

from django.db import migrations, models

import tenants.models.outbox


class Migration(migrations.Migration):
    dependencies = [("cities", "0002_checklist")]
    operations = [
        migrations.CreateModel(
            name="OwnDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(db_default=tenants.models.outbox.CurrentUser())),
                ("host", models.TextField(verbose_name="имя в записи DNS, латиницей")),
                ("state", models.TextField(default="waiting")),
                (
                    "sentence",
                    models.TextField(blank=True, verbose_name="что показала последняя проверка"),
                ),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=0)),
                ("checked_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True, verbose_name="когда проверим сами")),
                ("verified_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)),
                        fields=["next_at"],
                        name="own_domain_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "host"), name="own_domain_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "verified")),
                        fields=("host",),
                        name="own_domain_one_city",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "verified", "failed"])),
                        name="own_domain_state",
                    ),
                ],
            },
        ),
    ]
