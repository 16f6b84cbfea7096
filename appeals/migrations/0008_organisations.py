"""What organisations work with: shared lists, templates, notes, causes, contractors' links."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0007_incidents")]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True)),
                ("names", models.JSONField(default=dict, verbose_name="названия по языкам")),
                ("services", models.JSONField(default=list, verbose_name="услуги")),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContractorLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contractor", models.TextField(verbose_name="подрядчик")),
                ("digest", models.TextField(unique=True)),
                (
                    "shows_flat",
                    models.BooleanField(default=False, verbose_name="показать квартиру"),
                ),
                (
                    "shows_phone",
                    models.BooleanField(default=False, verbose_name="показать телефон заявителя"),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.TextField(blank=True)),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("report", models.TextField(blank=True, verbose_name="отчёт")),
                ("reported_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True, verbose_name="что переделать")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="отчёт принят")),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField()),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("author_id", models.BigIntegerField()),
                ("author_name", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField(verbose_name="название")),
                ("text", models.TextField(verbose_name="текст")),
                ("move", models.TextField(blank=True, verbose_name="для действия")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="место в списке")),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SharedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(verbose_name="название")),
                ("filters", models.JSONField(default=dict, verbose_name="отбор")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="место в списке")),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="appeal",
            name="outside_number",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="attachment",
            name="is_verified",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="category",
            name="needs_cause",
            field=models.BooleanField(
                default=False, verbose_name="причина при закрытии обязательна"
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("outside_number", ""), _negated=True),
                fields=["organisation", "outside_number"],
                name="appeal_outside_number",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("kind", "return_to_desk")),
                fields=["at"],
                name="event_given_back",
            ),
        ),
        migrations.AddField(
            model_name="contractorlink",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contractor_links",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="contractorlink",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="appeals.organisation"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="contractor_link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="appeals.contractorlink",
            ),
        ),
        migrations.AddField(
            model_name="follower",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followers",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="appeals.organisation"
            ),
        ),
        migrations.AddField(
            model_name="replytemplate",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="appeals.organisation"
            ),
        ),
        migrations.AddField(
            model_name="sharedview",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="appeals.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="contractorlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None), ("taken_at", None)),
                fields=("appeal",),
                name="contractor_link_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.UniqueConstraint(fields=("appeal", "user_id"), name="follower_once"),
        ),
        migrations.AddConstraint(
            model_name="replytemplate",
            constraint=models.UniqueConstraint(
                fields=("organisation", "title"), name="reply_template_title", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedview",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"), name="shared_view_name", nulls_distinct=False
            ),
        ),
    ]
