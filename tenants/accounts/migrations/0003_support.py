"""Operators who look into a city with its consent."""

from django.db import migrations, models

REVOKE = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON accounts_supportview FROM %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_identity")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.TextField(
                choices=[
                    ("resident", "житель"),
                    ("dispatcher", "диспетчер"),
                    ("controller", "контролёр"),
                    ("administrator", "администратор города"),
                    ("organisation", "сотрудник организации"),
                    ("operator", "оператор платформы"),
                    ("support", "поддержка платформы"),
                ],
                default="resident",
            ),
        ),
        migrations.CreateModel(
            name="SupportView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        unique=True, verbose_name="одна и та же запись у города и у платформы"
                    ),
                ),
                ("access_id", models.BigIntegerField(verbose_name="вход поддержки")),
                ("at", models.DateTimeField()),
                ("schema_name", models.TextField(verbose_name="схема города")),
                ("operator_name", models.TextField()),
                ("consented_by", models.TextField()),
                ("path", models.TextField(verbose_name="адрес страницы без вопроса")),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["access_id", "-id"], name="support_view_access")],
            },
        ),
        migrations.RunSQL(REVOKE, migrations.RunSQL.noop),
    ]
