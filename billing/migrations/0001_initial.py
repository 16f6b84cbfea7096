"""Plans and subscriptions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0003_life")]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True, verbose_name="код")),
                ("name", models.TextField(verbose_name="название")),
                ("population_from", models.PositiveIntegerField(verbose_name="жителей от")),
                (
                    "population_until",
                    models.PositiveIntegerField(null=True, verbose_name="жителей до"),
                ),
                ("organisations", models.PositiveIntegerField(verbose_name="организаций в цене")),
                ("month_kopecks", models.PositiveBigIntegerField(verbose_name="в месяц, копеек")),
                ("year_kopecks", models.PositiveBigIntegerField(verbose_name="за год, копеек")),
                (
                    "more_month_kopecks",
                    models.PositiveBigIntegerField(verbose_name="каждая сверх, в месяц, копеек"),
                ),
                (
                    "more_year_kopecks",
                    models.PositiveBigIntegerField(verbose_name="каждая сверх, за год, копеек"),
                ),
                (
                    "vat_percent",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="НДС в цене, %; пусто — без НДС"
                    ),
                ),
                ("is_offered", models.BooleanField(default=True, verbose_name="предлагается")),
            ],
            options={
                "ordering": ["population_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("population_until", None),
                            ("population_until__gt", models.F("population_from")),
                            _connector="OR",
                        ),
                        name="plan_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vat_percent", None), ("vat_percent__lte", 100), _connector="OR"
                        ),
                        name="plan_vat",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_offered", True)),
                        fields=("population_from",),
                        name="plan_offered_band",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(unique=True, verbose_name="роль города")),
                (
                    "period",
                    models.TextField(
                        choices=[("month", "помесячно"), ("year", "за год")],
                        default="month",
                        verbose_name="за какой срок платит",
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("trial", "пробный период"),
                            ("active", "действует"),
                            ("ended", "окончена"),
                        ],
                        default="trial",
                        verbose_name="состояние",
                    ),
                ),
                ("trial_until", models.DateTimeField(null=True, verbose_name="пробный период до")),
                ("begun_at", models.DateTimeField(verbose_name="с какого времени")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="окончена")),
                (
                    "city",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscription",
                        to="tenants.city",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="billing.plan"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "trial"), _negated=True),
                            ("trial_until__isnull", False),
                            _connector="OR",
                        ),
                        name="subscription_trial_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state", "ended")),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True), ("ended_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="subscription_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ["month", "year"])),
                        name="subscription_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["trial", "active", "ended"])),
                        name="subscription_state",
                    ),
                ],
            },
        ),
    ]
