"""Applications of cities."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0003_life")]

    operations = [
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_instant",
                    models.BooleanField(
                        default=False, verbose_name="пробный период сразу, без оператора"
                    ),
                ),
                ("changed_at", models.DateTimeField(null=True)),
                ("changed_by", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="admission_is_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fias", models.TextField(verbose_name="город по ФИАС")),
                ("city", models.TextField(verbose_name="город")),
                ("region", models.TextField(verbose_name="регион")),
                ("organisation", models.TextField(verbose_name="администрация")),
                ("inn", models.TextField(verbose_name="ИНН")),
                ("person", models.TextField(verbose_name="контактное лицо")),
                ("position", models.TextField(verbose_name="должность")),
                ("phone", models.TextField(verbose_name="телефон")),
                ("email", models.TextField(verbose_name="официальная почта")),
                ("consent", models.TextField(verbose_name="редакция согласия")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("asked", "почта не подтверждена"),
                            ("waiting", "ждёт решения"),
                            ("beside", "вторая на этот город"),
                            ("approved", "одобрена"),
                            ("refused", "отклонена"),
                        ],
                        default="asked",
                        verbose_name="состояние",
                    ),
                ),
                (
                    "token_digest",
                    models.TextField(blank=True, verbose_name="отпечаток ссылки из письма"),
                ),
                (
                    "token_until",
                    models.DateTimeField(null=True, verbose_name="ссылка действует до"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="подана")),
                (
                    "confirmed_at",
                    models.DateTimeField(null=True, verbose_name="почта подтверждена"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="решена")),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by", models.TextField(blank=True, verbose_name="кто решил")),
                ("reason", models.TextField(blank=True, verbose_name="почему отказано")),
                ("schema_name", models.TextField(blank=True, verbose_name="схема города")),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["fias"], name="application_city"),
                    models.Index(fields=["email"], name="application_email"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("fias",),
                        name="application_one_waits",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token_digest", ""), _negated=True),
                        fields=("token_digest",),
                        name="application_token",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("confirmed_at__isnull", False),
                                ("token_digest", ""),
                            ),
                            _connector="OR",
                        ),
                        name="application_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("state__in", ["asked", "waiting", "beside"])
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state", "approved"),
                                models.Q(("schema_name", ""), _negated=True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state", "refused"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="application_decided",
                    ),
                ],
            },
        ),
    ]
