"""Who follows what, one-time links to one's own things, and the log of consents."""

from django.db import migrations, models
from django.db.models.functions import Lower

# What was agreed to stays written: the city's role may add a line, never change or delete one.
KEEP_CONSENTS = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_consent FROM %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """Followings, links, consents; who files is found by address; a chat is linked in two steps."""

    dependencies = [("appeals", "0018_passport")]
    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.TextField()),
                ("is_given", models.BooleanField()),
                ("version", models.TextField(blank=True, verbose_name="версия текста")),
                ("about", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ContactLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.TextField()),
                ("email", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("digest", models.TextField(blank=True)),
                ("what", models.TextField(blank=True)),
                ("thing", models.TextField(blank=True)),
                ("rhythm", models.TextField(blank=True)),
                ("language", models.TextField(default="ru")),
                ("consent", models.TextField(blank=True, verbose_name="версия текста согласия")),
                ("asked_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(null=True, verbose_name="учётная запись")),
                ("email", models.TextField(blank=True)),
                ("what", models.TextField()),
                ("thing", models.TextField()),
                ("rhythm", models.TextField(default="at_once")),
                ("language", models.TextField(default="ru")),
                ("consent", models.TextField(blank=True, verbose_name="версия текста согласия")),
                ("followed_at", models.DateTimeField()),
                ("told_until", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="following_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="reach",
            name="telegram_asked_chat",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="reach",
            name="telegram_pin",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="reach",
            name="telegram_tries",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="applicant",
            index=models.Index(
                Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="applicant_email",
            ),
        ),
        migrations.AddIndex(
            model_name="joined",
            index=models.Index(
                Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="joined_email",
            ),
        ),
        migrations.AddIndex(
            model_name="joined",
            index=models.Index(
                condition=models.Q(("user_id__isnull", False)),
                fields=["user_id"],
                name="joined_user",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["subject", "id"], name="consent_subject"),
        ),
        migrations.AddIndex(
            model_name="contactlink",
            index=models.Index(fields=["asked_at"], name="contact_link_asked"),
        ),
        migrations.AddConstraint(
            model_name="contactlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True),
                fields=("digest",),
                name="contact_link_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["open", "follow", "erase"])),
                name="contact_link_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("phone", ""), _negated=True),
                name="contact_link_has_contact",
            ),
        ),
        migrations.AddIndex(
            model_name="following",
            index=models.Index(fields=["what", "thing", "id"], name="following_thing"),
        ),
        migrations.AddIndex(
            model_name="following",
            index=models.Index(
                condition=models.Q(("rhythm", "daily")),
                fields=["told_until", "id"],
                name="following_daily",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user_id__isnull", False)),
                fields=("user_id", "what", "thing"),
                name="following_account_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email", ""), _negated=True),
                fields=("email", "what", "thing"),
                name="following_email_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email", ""), ("user_id__isnull", False)),
                    models.Q(("user_id", None), models.Q(("email", ""), _negated=True)),
                    _connector="OR",
                ),
                name="following_is_somebodys",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("what__in", ["appeal", "house", "street", "district", "category"])
                ),
                name="following_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["at_once", "daily"])), name="following_rhythm"
            ),
        ),
        migrations.RunSQL(KEEP_CONSENTS, migrations.RunSQL.noop),
    ]
