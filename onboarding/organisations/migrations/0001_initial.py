"""Invitations, agreements, signatures: what of an organisation's way is never rewritten."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# History is append-only, like the journal of appeals: the city's role cannot change or delete it.
KEEP_HISTORY = """
DO $$ DECLARE role text := 't_' || current_schema(); BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON organisations_step, organisations_signature, '
        'organisations_ending, organisations_agreementtemplate FROM %I', role);
    EXECUTE format('REVOKE DELETE ON organisations_agreement, organisations_agreementnumber, '
        'organisations_trustedcertificate FROM %I', role);
    EXECUTE format('REVOKE UPDATE ON organisations_annexhouse FROM %I', role);
END $$
"""

# An agreement that was sent stands as it was sent, and so does its annex, whoever asks.
AGREEMENT_IS_KEPT = """
CREATE FUNCTION agreement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an agreement that was sent is never rewritten' USING ERRCODE = '23514';
END $$
"""
KEEP_AGREEMENTS = """
CREATE TRIGGER agreement_is_kept BEFORE UPDATE ON organisations_agreement
FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION agreement_is_kept()
"""
ANNEX_IS_KEPT = """
CREATE FUNCTION annex_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM organisations_agreement a
            WHERE a.id = OLD.agreement_id AND a.sent_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the annex of an agreement is never rewritten' USING ERRCODE = '23514';
    END IF;
    RETURN OLD;
END $$
"""
KEEP_ANNEXES = """
CREATE TRIGGER annex_is_kept BEFORE DELETE ON organisations_annexhouse
FOR EACH ROW EXECUTE FUNCTION annex_is_kept()
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("appeals", "0026_training"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementNumber",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Details",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="details",
                        serialize=False,
                        to="appeals.organisation",
                    ),
                ),
                ("address", models.TextField(blank=True, verbose_name="адрес")),
                (
                    "head_position",
                    models.TextField(blank=True, verbose_name="должность руководителя"),
                ),
                ("head_name", models.TextField(blank=True, verbose_name="руководитель")),
                ("basis", models.TextField(blank=True, verbose_name="на основании")),
                ("licence", models.TextField(blank=True, verbose_name="лицензия")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="сведения проверены")),
            ],
        ),
        migrations.CreateModel(
            name="TrustedCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(verbose_name="кому выдан")),
                ("pem", models.TextField()),
                ("fingerprint", models.TextField(unique=True, verbose_name="SHA-256")),
                ("not_after", models.DateTimeField()),
                ("added_at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="AgreementTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField(default="main")),
                ("version", models.PositiveIntegerField()),
                ("title", models.TextField(verbose_name="название документа")),
                ("text", models.TextField(verbose_name="текст")),
                ("at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "version"), name="agreement_template_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["main", "additional"])),
                        name="agreement_template_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("number", models.TextField(blank=True, verbose_name="номер")),
                ("scope", models.JSONField(default=dict, verbose_name="что обслуживает")),
                ("terms", models.JSONField(default=dict, verbose_name="сроки")),
                ("since", models.DateField(verbose_name="действует с")),
                (
                    "until",
                    models.DateField(null=True, verbose_name="первый день, когда не действует"),
                ),
                ("is_paper", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("parties", models.JSONField(default=dict, verbose_name="стороны")),
                ("house_count", models.PositiveIntegerField(default=0)),
                ("pdf_path", models.TextField(blank=True)),
                ("pdf_sha256", models.TextField(blank=True)),
                ("docx_path", models.TextField(blank=True)),
                ("docx_sha256", models.TextField(blank=True)),
                (
                    "main",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additional",
                        to="organisations.agreement",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="appeals.organisation",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.agreementtemplate",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="AnnexHouse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="houses",
                        to="organisations.agreement",
                    ),
                ),
                (
                    "house",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="appeals.house",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CityParty",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("name", models.TextField(blank=True, verbose_name="администрация")),
                ("inn", models.TextField(blank=True, verbose_name="ИНН")),
                ("ogrn", models.TextField(blank=True, verbose_name="ОГРН")),
                ("address", models.TextField(blank=True, verbose_name="адрес")),
                (
                    "head_position",
                    models.TextField(blank=True, verbose_name="должность подписывающего"),
                ),
                ("head_name", models.TextField(blank=True, verbose_name="кто подписывает")),
                ("basis", models.TextField(blank=True, verbose_name="на основании")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="city_party_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.TextField()),
                ("name", models.TextField(blank=True, verbose_name="руководитель")),
                ("scope", models.JSONField(default=dict)),
                ("key_digest", models.TextField(unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("sent_count", models.PositiveSmallIntegerField(default=1)),
                ("by_name", models.TextField(blank=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="appeals.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("side", models.TextField()),
                ("kind", models.TextField()),
                ("path", models.TextField(blank=True)),
                ("media", models.TextField(blank=True, verbose_name="вид файла")),
                ("sha256", models.TextField(blank=True)),
                ("certificate", models.JSONField(default=dict)),
                ("warnings", models.JSONField(default=list)),
                ("signed_at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.TextField(blank=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="organisations.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ["signed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.TextField()),
                ("at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="appeals.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="ending",
                        serialize=False,
                        to="organisations.agreement",
                    ),
                ),
                ("kind", models.TextField()),
                ("since", models.DateField(verbose_name="первый день, когда не действует")),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["terminated", "withdrawn"])),
                        name="ending_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="ending_has_reason"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_paper", False), ("main", None)),
                fields=("year", "serial"),
                name="agreement_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("main__isnull", False)),
                fields=("main", "serial"),
                name="additional_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_at", None)),
                fields=("organisation",),
                name="agreement_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="agreement_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at", None),
                    ("is_paper", True),
                    models.Q(
                        ("serial__isnull", False), models.Q(("pdf_sha256", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="agreement_sent_has_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="annexhouse",
            constraint=models.UniqueConstraint(
                fields=("agreement", "house"), name="annex_house_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                fields=("organisation",),
                name="invitation_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None), _connector="OR"),
                name="invitation_accepted_or_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                name="invitation_expires_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("agreement", "side"), name="signature_once_a_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["city", "organisation"])), name="signature_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "paper"),
                    models.Q(
                        ("kind__in", ["scan", "electronic"]),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signature_has_file",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["organisation", "-at", "-id"], name="step_of"),
        ),
        migrations.RunSQL(KEEP_HISTORY, migrations.RunSQL.noop),
        migrations.RunSQL(AGREEMENT_IS_KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_AGREEMENTS, migrations.RunSQL.noop),
        migrations.RunSQL(ANNEX_IS_KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_ANNEXES, migrations.RunSQL.noop),
    ]
