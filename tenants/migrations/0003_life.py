"""What a city may do now, who may look into it, and how it ends."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import tenants.entitlement
import tenants.models.outbox

# Whatever the directory of cities knows by heart: a change of it raises one number.
WATCHED = ("tenants_city", "tenants_domain", "tenants_branding", "tenants_entitlements")
RAISE = """
CREATE FUNCTION raise_tenants_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE tenants_revision SET number = number + 1;
    RETURN NULL;
END $$
"""
TRIGGERS = [
    f"CREATE TRIGGER raise_revision AFTER INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION raise_tenants_revision()"
    for table in WATCHED
]
# A consent is the city's alone to write: for anybody else it stays what it was. One given beforehand,
# for all times, is filled in when the office asks.
GUARD_CONSENT = """
CREATE FUNCTION guard_support_consent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last tenants_supportconsent;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO last FROM tenants_supportconsent c
        WHERE c.tenant = NEW.tenant ORDER BY c.id DESC LIMIT 1;
        NEW.consented_at := CASE WHEN last.is_given THEN NEW.asked_at END;
        NEW.consented_by := CASE WHEN last.is_given THEN last.by_name ELSE '' END;
    ELSIF NEW.tenant <> current_user THEN
        NEW.consented_at := OLD.consented_at;
        NEW.consented_by := OLD.consented_by;
        NEW.refused_at := OLD.refused_at;
    END IF;
    RETURN NEW;
END $$
"""
CONSENT_TRIGGER = """
CREATE TRIGGER guard_consent BEFORE INSERT OR UPDATE ON tenants_supportaccess
FOR EACH ROW EXECUTE FUNCTION guard_support_consent()
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_portal")]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="emblem_version",
            field=models.TextField(blank=True, db_default="", verbose_name="знак своего герба"),
        ),
        migrations.AddField(
            model_name="city",
            name="is_public",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="открыт для жителей"
            ),
        ),
        migrations.AddField(
            model_name="city",
            name="opens_on",
            field=models.DateField(null=True, verbose_name="день открытия для жителей"),
        ),
        migrations.AddField(
            model_name="provisioningjob",
            name="took",
            field=models.JSONField(
                db_default={}, default=dict, verbose_name="миллисекунд на каждый шаг"
            ),
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SupportAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("city", models.TextField(verbose_name="город в ту минуту")),
                ("operator_id", models.BigIntegerField()),
                ("operator_name", models.TextField()),
                ("reason", models.TextField(verbose_name="причина")),
                ("ticket", models.TextField(verbose_name="обращение в поддержку")),
                ("minutes", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("consented_at", models.DateTimeField(null=True)),
                ("consented_by", models.TextField(blank=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused_by", models.TextField(blank=True)),
                ("link_digest", models.TextField(blank=True)),
                ("link_until", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("finished_by", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["tenant", "-id"], name="support_access_city")],
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.text.Length(models.F("reason")), 20
                        ),
                        name="support_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ticket", ""), _negated=True), name="support_ticket"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__in", (30, 120, 480))), name="support_minutes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at", None),
                            models.Q(
                                ("consented_at__isnull", False),
                                ("refused_at", None),
                                ("until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="support_opens_by_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(db_default=tenants.models.outbox.CurrentUser())),
                ("is_given", models.BooleanField()),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["tenant", "-id"], name="support_consent_last")],
            },
        ),
        migrations.CreateModel(
            name="Entitlements",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(unique=True, verbose_name="роль города")),
                (
                    "payment",
                    models.TextField(
                        choices=[
                            ("full", "full"),
                            ("read_only", "read_only"),
                            ("unpaid", "unpaid"),
                        ],
                        default=tenants.entitlement.Payment["FULL"],
                    ),
                ),
                (
                    "payment_reason",
                    models.TextField(blank=True, verbose_name="что сказать администрации"),
                ),
                ("payment_at", models.DateTimeField(null=True)),
                (
                    "hold",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("suspended", "suspended"),
                            ("closing", "closing"),
                            ("deleted", "deleted"),
                        ],
                        default=tenants.entitlement.Hold["NONE"],
                    ),
                ),
                ("hold_reason", models.TextField(blank=True, verbose_name="причина оператора")),
                ("held_by", models.TextField(blank=True, verbose_name="кто остановил")),
                ("held_at", models.DateTimeField(null=True)),
                (
                    "trial_until",
                    models.DateField(null=True, verbose_name="последний день пробного периода"),
                ),
                ("organisations_limit", models.PositiveIntegerField(null=True)),
                (
                    "appeals_limit",
                    models.PositiveIntegerField(null=True, verbose_name="обращений в год"),
                ),
                (
                    "city",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entitlements",
                        to="tenants.city",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("payment__in", ["full", "read_only", "unpaid"])),
                        name="entitlements_payment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hold", ""),
                            models.Q(
                                ("hold__in", ["suspended", "closing", "deleted"]),
                                models.Q(("hold_reason", ""), _negated=True),
                                ("held_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="entitlements_hold_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offboarding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("schema_name", models.TextField(verbose_name="имя схемы")),
                ("name", models.TextField(verbose_name="город в ту минуту")),
                ("reason", models.TextField(verbose_name="основание")),
                ("ordered_by_id", models.BigIntegerField()),
                ("ordered_by", models.TextField()),
                ("ordered_at", models.DateTimeField()),
                (
                    "keep_days",
                    models.PositiveIntegerField(verbose_name="сколько дней хранить после выгрузки"),
                ),
                ("tables_done", models.PositiveIntegerField(default=0)),
                ("tables_all", models.PositiveIntegerField(default=0)),
                ("archive", models.TextField(blank=True, verbose_name="имя файла выгрузки")),
                (
                    "facts",
                    models.JSONField(
                        default=dict,
                        verbose_name="числа выгрузки: таблицы, строки, файлы, байты, SHA-256",
                    ),
                ),
                ("exported_at", models.DateTimeField(null=True)),
                (
                    "deletes_on",
                    models.DateField(null=True, verbose_name="раньше этого дня не удаляем"),
                ),
                ("first_by_id", models.BigIntegerField(null=True)),
                ("first_by", models.TextField(blank=True)),
                ("first_at", models.DateTimeField(null=True)),
                ("second_by_id", models.BigIntegerField(null=True)),
                ("second_by", models.TextField(blank=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("done", models.JSONField(default=list, verbose_name="выполненные шаги")),
                ("failure", models.TextField(blank=True, verbose_name="на чём остановилось")),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by", models.TextField(blank=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offboardings",
                        to="tenants.city",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None), ("deleted_at", None)),
                        fields=("city",),
                        name="offboarding_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by_id", None),
                            models.Q(
                                ("first_by_id__isnull", False),
                                models.Q(("second_by_id", models.F("first_by_id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="offboarding_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deleted_at", None),
                            models.Q(
                                ("cancelled_at", None),
                                ("exported_at__isnull", False),
                                ("second_by_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="offboarding_deleted_when_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HostWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.TextField()),
                ("what", models.TextField()),
                ("ordered_by", models.TextField(blank=True)),
                ("ordered_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("failure", models.TextField(blank=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="host_wishes",
                        to="tenants.city",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["id"],
                        name="host_wish_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["add", "primary", "drop"])),
                        name="host_wish_what",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            [
                "INSERT INTO tenants_revision (number) VALUES (0)",
                RAISE,
                *TRIGGERS,
                GUARD_CONSENT,
                CONSENT_TRIGGER,
            ],
            migrations.RunSQL.noop,
        ),
    ]
