"""How sure a city is of who somebody is: the confirmed name, and who confirmed it in person."""

from django.db import migrations, models

# A confirmation and its revocation both stay on record.
KEEP = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON accounts_identitycheck FROM %I',
                   't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """A column, a table, a right taken away."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="full_name",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="подтверждённое имя"
            ),
        ),
        migrations.CreateModel(
            name="IdentityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(verbose_name="учётная запись")),
                ("verb", models.TextField()),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["user_id", "-id"], name="identity_check_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verb", "checked"),
                            models.Q(("verb", "revoked"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="identity_check_verb",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="user",
            name="identity_level",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "контакт не подтверждён"),
                    (1, "подтверждён контакт"),
                    (2, "личность подтверждена городом"),
                    (3, "личность подтверждена внешней системой"),
                ],
                default=0,
            ),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
