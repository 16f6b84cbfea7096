"""The way to the public opening."""

from django.db import migrations, models

import tenants.models.outbox


class Migration(migrations.Migration):
    dependencies = [("cities", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Launch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tenant",
                    models.TextField(
                        db_default=tenants.models.outbox.CurrentUser(),
                        unique=True,
                        verbose_name="роль города",
                    ),
                ),
                ("items", models.JSONField(db_default={}, default=dict, verbose_name="пункты")),
                (
                    "marks",
                    models.JSONField(
                        db_default={}, default=dict, verbose_name="отмечено человеком"
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, verbose_name="готово, %"
                    ),
                ),
                (
                    "stands_at",
                    models.TextField(
                        blank=True, db_default="", verbose_name="первый несделанный пункт"
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="когда последний раз изменилось")),
                ("counted_at", models.DateTimeField(verbose_name="когда посчитано")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="launch_percent"
                    )
                ],
            },
        ),
    ]
